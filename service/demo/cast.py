"""The invented people, bodies and sellers of the sample programme. None of them exists."""

from dataclasses import dataclass
from decimal import Decimal

from compliance.categories import Category
from service.demo.identifiers import organisation_code
from service.demo.invoices import Party
from service.permissions import Role

PASSWORD = "sample-programme"  # noqa: S105  # printed for everybody: it guards invented data only
NEGATIVE_LIST = "default-2025"
GRANT_AMOUNT = Decimal(300_000)
INSTALMENTS = (Decimal(180_000), Decimal(120_000))
BUDGET = {
    Category.RND: Decimal(150_000),
    Category.TRAIN: Decimal(30_000),
    Category.EXCH: Decimal(30_000),
    Category.MENTOR: Decimal(20_000),
    Category.CONF: Decimal(30_000),
    Category.CE: Decimal(10_000),
    Category.IP_PUB: Decimal(20_000),
    Category.PUBL: Decimal(10_000),
}
RECOMMENDERS = (
    ("示例区科学技术协会", "区科协"),
    ("示例产业园企业科学技术协会", "企业科协"),
    ("示例大学科学技术协会", "高校科协"),
)


@dataclass(frozen=True, slots=True)
class SampleEmployer:
    """An employer with its dedicated account and the three people who do its accounts."""

    party: Party
    address: str
    recommender: int  # place in RECOMMENDERS
    maker: str
    checker: str
    cashier: str

    @property
    def bank(self) -> str:
        return self.party.bank_and_account.split()[0]

    @property
    def account_number(self) -> str:
        return self.party.bank_and_account.split()[1]


def _employer(serial: int, name: str, place: str, people: str) -> SampleEmployer:
    district, address = place.split(" ", 1)
    maker, checker, cashier = people.split()
    party = Party(
        name,
        organisation_code(serial, district),
        f"{address} 010-6298{serial:04d}",
        f"示例银行北京第{serial - 100}支行 1109{serial:03d}00712010{serial % 10}",
    )
    return SampleEmployer(party, address, serial % len(RECOMMENDERS), maker, checker, cashier)


EMPLOYERS = (
    _employer(
        101, "北京云岫智能装备有限公司", "110108 北京市海淀区云岫路7号", "梁晓雯 郭启明 姚静怡"
    ),
    _employer(
        102, "北京澄砺新材料科技有限公司", "110114 北京市昌平区澄砺街12号", "孟佳宁 邵文博 傅思敏"
    ),
    _employer(
        103, "北京栎川集成电路设计有限公司", "110115 北京市大兴区栎川路3号", "何雨桐 曹建平 尹若兰"
    ),
    _employer(
        104,
        "北京霁原航空动力技术有限公司",
        "110113 北京市顺义区霁原大街21号",
        "崔若溪 丁志远 康乐天",
    ),
    _employer(
        105, "北京知禾生物工程有限公司", "110108 北京市海淀区知禾西路5号", "袁可欣 魏东升 毕文静"
    ),
    _employer(
        106,
        "北京岚序能源系统研究院有限公司",
        "110106 北京市丰台区岚序路18号",
        "宋知夏 贺立群 葛明月",
    ),
)


@dataclass(frozen=True, slots=True)
class SampleSelectee:
    """A selectee; `years` before the newest birth date that the call would still miss."""

    name: str
    field: str
    years: int


SELECTEES = (  # two for each employer, in its order
    SampleSelectee("沈砚舟", "智能制造装备", 38),
    SampleSelectee("顾栎安", "工业机器人", 35),
    SampleSelectee("程澄宇", "先进金属材料", 41),
    SampleSelectee("叶清和", "高分子材料", 33),
    SampleSelectee("韩宁远", "数模混合集成电路", 36),
    SampleSelectee("唐桐", "芯片验证方法学", 31),
    SampleSelectee("白远溪", "航空发动机控制", 43),
    SampleSelectee("苏岚", "高温结构强度", 37),
    SampleSelectee("许柏言", "蛋白质工程", 34),
    SampleSelectee("平禾", "生物反应器", 39),
    SampleSelectee("陆青川", "储能系统", 46),
    SampleSelectee("江序", "电力电子", 32),
)


TEAM = (  # one member of each grant's team beside the selectee
    "段明谦", "钟予安", "简书宁", "卫若舟", "池静川", "祁云帆",
    "温亦然", "柏亦寒", "管清扬", "费思齐", "路遥知", "伍修远",
)  # fmt: skip
PLAN = {  # what each grant's training plan provides for
    Category.RND: "关键技术研发与样机试验",
    Category.TRAIN: "工程师专业研修",
    Category.EXCH: "国内技术交流与访问",
    Category.MENTOR: "专家导师辅导",
    Category.CONF: "参加和举办学术会议",
    Category.CE: "继续教育",
    Category.IP_PUB: "专利申请与论文发表",
    Category.PUBL: "成果展示与宣传",
}


def employer_of(grant: int) -> SampleEmployer:
    """Return the employer of grant number `grant` (from 0)."""
    return EMPLOYERS[grant // 2]


@dataclass(frozen=True, slots=True)
class LogIn:
    """A user of the sample programme; `employer` and `selectee` are places in the lists above."""

    login: str
    name: str
    role: Role
    employer: int | None = None
    selectee: int | None = None


AUDITOR = LogIn("auditor", "方审言", Role.CENTER_AUDITOR)
MANAGER = LogIn("manager", "秦管彤", Role.CENTER_MANAGER)
ADMINISTRATOR = LogIn("admin", "系统管理员", Role.ADMINISTRATOR)
MAKERS = tuple(
    LogIn(f"maker{place}", employer.maker, Role.EMPLOYER_MAKER, place - 1)
    for place, employer in enumerate(EMPLOYERS, 1)
)
CHECKERS = tuple(
    LogIn(f"checker{place}", employer.checker, Role.EMPLOYER_CHECKER, place - 1)
    for place, employer in enumerate(EMPLOYERS, 1)
)
CASHIERS = tuple(
    LogIn(f"cashier{place}", employer.cashier, Role.EMPLOYER_CASHIER, place - 1)
    for place, employer in enumerate(EMPLOYERS, 1)
)
READERS = tuple(
    LogIn(f"selectee{place}", SELECTEES[place - 1].name, Role.SELECTEE, 0, place - 1)
    for place in (1, 2)
)
LOG_INS = (AUDITOR, MANAGER, *MAKERS, *CHECKERS, *CASHIERS, *READERS, ADMINISTRATOR)


def _seller(serial: int, name: str, district: str = "110105") -> Party:
    return Party(
        name,
        organisation_code(serial, district),
        f"北京市朝阳区示例路{serial}号 010-8370{serial:04d}",
        f"示例银行北京朝阳支行 0200{serial:04d}19200362",
    )


LABORATORY = _seller(201, "北京青禾检测技术有限公司")
COMPUTING = _seller(202, "北京云杉算力科技有限公司")
REAGENTS = _seller(203, "北京润泽试剂销售有限公司")
ACADEMY = _seller(204, "北京启明工程教育咨询有限公司")
HOTEL = _seller(205, "北京望岭酒店管理有限公司")
MEETINGS = _seller(206, "北京汇知会展服务有限公司")
PATENTS = _seller(207, "北京明理知识产权代理有限公司")
JOURNAL = _seller(208, "北京工程学刊杂志社有限公司")
STUDIO = _seller(209, "北京映图文化传媒有限公司")
ADVISERS = _seller(210, "北京鉴微技术咨询有限公司")
RESTAURANT = _seller(211, "北京鲜味坊餐饮管理有限公司")
STORE = _seller(212, "北京万家百货商贸有限公司")
ELECTRONICS = _seller(213, "北京芯桥电子元件有限公司")
STRANGER = _seller(299, "北京远山商贸有限公司")  # a buyer that is no employer of the programme
KINDRED = _seller(214, "北京云岫自动化技术服务有限公司")  # a subsidiary of the first employer
