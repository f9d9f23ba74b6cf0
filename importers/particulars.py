"""What only some kinds of vouchers say: names of such fields and what people call them.

They stand in `Invoice.particulars` (once per voucher) and `Invoice.rows` (a line each of the
second table: travellers, transports, passages). All are texts as printed, dates as ISO days.
"""

from importers.messages import N_

NAMES = {
    "title": N_("票据名称"),
    "element": N_("特定业务"),  # 通行费, 成品油, 旅客运输服务, 建筑服务 … as the sub-title says
    "other_info": N_("其他信息"),
    "machine_number": N_("机器编号"),
    # red-letter invoices: what they take back
    "red_of_code": N_("被红冲发票代码"),
    "red_of_number": N_("被红冲发票号码"),
    "red_slip": N_("红字信息确认单编号"),
    # tolls and fuel
    "plate": N_("车牌号"),
    "vehicle_type": N_("车辆类型"),
    "date_from": N_("通行日期起"),
    "date_to": N_("通行日期止"),
    # rail and air tickets, travellers
    "business": N_("业务类型"),  # 售, 退, 换
    "e_ticket": N_("电子客票号"),
    "train": N_("车次"),
    "flight": N_("航班号"),
    "from_station": N_("出发地"),
    "to_station": N_("到达地"),
    "travel_date": N_("出行日期"),
    "departure_time": N_("开车时间"),
    "carriage": N_("车厢"),
    "seat": N_("席位"),
    "seat_class": N_("席别"),
    "passenger": N_("旅客姓名"),
    "id_no": N_("证件号码"),
    "fare": N_("票价"),
    "refund_fee": N_("退票费"),
    "tax_rate": N_("税率"),
    "fuel_surcharge": N_("燃油附加费"),
    "development_fund": N_("民航发展基金"),
    "other_taxes": N_("其他税费"),
    "insurance": N_("保险费"),
    "carrier": N_("承运人"),
    "endorsement": N_("签注"),
    "gp_number": N_("GP 单号"),  # of air tickets bought under government procurement
    "route_kind": N_("国内国际标识"),
    "sales_agent": N_("销售网点代号"),
    "notice": N_("提示信息"),
    "issued_by": N_("填开单位"),
    "original_invoice": N_("原发票号码"),
    "transport": N_("交通工具类型"),
    # freight
    "cargo": N_("运输货物名称"),
    # construction, real estate
    "place": N_("业务发生地"),
    "project": N_("建筑项目名称"),
    "land_tax_project": N_("土地增值税项目编号"),
    "cross_region": N_("跨地（市）标志"),
    "property_certificate": N_("产权证书号"),
    "area_unit": N_("面积单位"),
    "lease_period": N_("租赁期起止"),
    # motor vehicles
    "brand": N_("厂牌型号"),
    "origin": N_("产地"),
    "certificate": N_("合格证号"),
    "engine_number": N_("发动机号码"),
    "vehicle_number": N_("车辆识别代号"),
    "import_certificate": N_("进口证明书号"),
    "inspection_number": N_("商检单号"),
    "tax_office": N_("主管税务机关"),
    "tax_paid_number": N_("完税凭证号码"),
    "tonnage": N_("吨位"),
    "passenger_limit": N_("限乘人数"),
    "registration": N_("登记证号"),
    # fiscal receipts
    "payer_phone": N_("交款人联系方式"),
    "supervisor": N_("财政监管机构"),
    # fee sheets
    "payee": N_("领款人"),
    "work": N_("劳务内容"),
    "hours": N_("学时"),
    "gross": N_("应发金额"),
    "withheld": N_("代扣个税"),
    "net": N_("实发金额"),
    # an invoice that a tax office or agent drew up for another
    "drawn_for": N_("代开企业"),
}
