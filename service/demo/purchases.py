"""What the grants of the sample programme buy, each for its direction and with its papers."""

from compliance.categories import Category
from service.demo import cast
from service.demo.case import purchase

_C = Category
SOUND = (
    purchase(cast.LABORATORY, "*研发和技术服务*可靠性测试费", 9_540, _C.RND, "contract acceptance"),
    purchase(cast.COMPUTING, "*信息技术服务*算力机时费", 8_480, _C.RND, "usage_bill contract"),
    purchase(
        cast.REAGENTS, "*有机化学原料*无水乙醇（分析纯）", 2_260, _C.RND, rate="13%", unit="箱"
    ),
    purchase(
        cast.ACADEMY,
        "*非学历教育服务*工程师研修班培训费",
        5_300,
        _C.TRAIN,
        "meeting_notice certificate",
    ),
    purchase(
        cast.MEETINGS, "*会展服务*学术年会注册费", 3_180, _C.CONF, "meeting_notice invitation"
    ),
    purchase(cast.ELECTRONICS, "*电子元件*高精度压力传感器", 6_780, _C.RND, rate="13%", unit="只"),
    purchase(
        cast.PATENTS, "*知识产权服务*发明专利代理费", 4_240, _C.IP_PUB, "patent_notice contract"
    ),
    purchase(cast.HOTEL, "*住宿服务*住宿费", 1_908, _C.EXCH, "trip_approval itinerary", unit="晚"),
    purchase(cast.ADVISERS, "*鉴证咨询服务*专家咨询费", 4_770, _C.MENTOR, "work_record contract"),
    purchase(cast.JOURNAL, "*设计服务*论文版面费", 3_710, _C.IP_PUB, "acceptance_letter"),
    purchase(
        cast.STUDIO, "*设计服务*成果展板设计宣传费", 2_650, _C.PUBL, "publication_proof contract"
    ),
)
