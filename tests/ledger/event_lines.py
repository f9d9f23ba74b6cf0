"""The 借 and 贷 lines of the examples for 100 yuan, as a bookkeeper would write them.

Several books of one event are divided by a line that names the next one.
"""

LINES = {
    "open_balances": """
        借 1002.S 200
        贷 2401.F FISCAL 100
        贷 3999 100
        借 9000 FISCAL 200
        贷 9001 FISCAL RND 300
        借 9003 FISCAL RND 100
    """,
    "appropriate": """
        借 1011 100
        贷 4001 100
        借 9100 100
        贷 9101 100
    """,
    "commit_agreement": """
        中心
        借 9101 200
        贷 9102 200
        单位
        借 9000 FISCAL 200
        贷 9001 FISCAL RND 100
        贷 9001 FISCAL CONF 100
    """,
    "disburse": """
        借 1218.T 100
        贷 1011 100
        借 9102 100
        贷 9103 100
    """,
    "receive": """
        借 1002.S 100
        贷 2401.F FISCAL 100
    """,
    "confirm_receipt": """
        借 1218.A 100
        贷 1218.T 100
    """,
    "contribute": """
        借 1002.S 100
        贷 2401.F MATCH 100
        借 9000 MATCH 100
        贷 9001 MATCH RND 100
    """,
    "cancel_commitment": """
        中心
        借 9102 200
        贷 9101 200
        单位
        借 9001 FISCAL RND 100
        借 9001 FISCAL CONF 100
        贷 9000 FISCAL 200
    """,
    "reserve": """
        借 9001 FISCAL RND 100
        贷 9002 FISCAL RND 100
    """,
    "release": """
        借 9002 FISCAL RND 100
        贷 9001 FISCAL RND 100
    """,
    "spend": """
        借 5301.X FISCAL RND 100
        贷 1002.S 100
        借 2401.F FISCAL 100
        贷 6117.G FISCAL 100
        借 9002 FISCAL RND 100
        贷 9003 FISCAL RND 100
    """,
    "spend less": """
        借 5301.X FISCAL RND 100
        贷 1002.S 100
        借 2401.F FISCAL 100
        贷 6117.G FISCAL 100
        借 9002 FISCAL RND 101
        贷 9003 FISCAL RND 100
        贷 9001 FISCAL RND 1
    """,
    "spend more": """
        借 5301.X FISCAL RND 101
        贷 1002.S 101
        借 2401.F FISCAL 101
        贷 6117.G FISCAL 101
        借 9002 FISCAL RND 100
        贷 9003 FISCAL RND 101
        借 9001 FISCAL RND 1
    """,
    "spend_pre_project": """
        借 5301.X FISCAL CONF 100
        贷 2241.ADV 100
        借 2401.F FISCAL 100
        贷 6117.G FISCAL 100
        借 9002 FISCAL CONF 100
        贷 9003 FISCAL CONF 100
    """,
    "reimburse_employer": """
        借 2241.ADV 100
        贷 1002.S 100
    """,
    "advance": """
        借 1221.PRE FISCAL RND 100
        贷 1002.S 100
        借 2401.F FISCAL 100
        贷 2401.P FISCAL 100
    """,
    "settle_advance": """
        借 5301.X FISCAL RND 100
        贷 1221.PRE FISCAL RND 100
        借 2401.P FISCAL 100
        贷 6117.G FISCAL 100
        借 9002 FISCAL RND 100
        贷 9003 FISCAL RND 100
    """,
    "settle_advance less": """
        借 5301.X FISCAL RND 100
        贷 1221.PRE FISCAL RND 100
        借 2401.P FISCAL 100
        贷 6117.G FISCAL 100
        借 9002 FISCAL RND 101
        贷 9003 FISCAL RND 100
        贷 9001 FISCAL RND 1
    """,
    "return_advance": """
        借 1002.S 100
        贷 1221.PRE FISCAL RND 100
        借 2401.P FISCAL 100
        贷 2401.F FISCAL 100
    """,
    "interest": """
        借 1002.S 200
        贷 2401.F INTEREST 100
        贷 2401.F INTEREST 100
    """,
    "bank_fee": """
        借 1221.OWN 100
        贷 1002.S 100
    """,
    "top_up": """
        借 1002.S 100
        贷 1221.OWN 100
    """,
    "stray_receipt": """
        借 1002.S 100
        贷 3999 100
    """,
    "stray_return": """
        借 3999 100
        贷 1002.S 100
    """,
    "reallocate": """
        借 9001 FISCAL RND 100
        贷 9001 FISCAL CONF 100
    """,
    "refund": """
        借 1002.S 100
        贷 5301.X FISCAL RND 100
        借 6117.G FISCAL 100
        贷 2401.F FISCAL 100
        借 9003 FISCAL RND 100
        贷 9001 FISCAL RND 100
    """,
    "disallow": """
        借 5301.D FISCAL RND 100
        贷 5301.X FISCAL RND 100
    """,
    "put_back": """
        借 1002.S 100
        贷 5301.D FISCAL RND 100
        借 6117.G FISCAL 100
        贷 2401.F FISCAL 100
        借 9003 FISCAL RND 100
        贷 9001 FISCAL RND 100
    """,
    "approve_transfer": """
        单位
        借 2401.F FISCAL 100
        贷 2241.OUT FISCAL 100
        借 2401.F INTEREST 100
        贷 2241.OUT INTEREST 100
        借 9001 FISCAL RND 100
        借 9001 FISCAL CONF 100
        贷 9000 FISCAL 200
        新单位
        借 9000 FISCAL 200
        贷 9001 FISCAL RND 100
        贷 9001 FISCAL CONF 100
    """,
    "pay_transfer": """
        中心
        借 1218.T 100
        贷 1218.A 100
        单位
        借 2241.OUT FISCAL 100
        借 2241.OUT INTEREST 100
        贷 1002.S 200
    """,
    "pay_transfer of matching": """
        借 2241.OUT MATCH 100
        贷 1002.S 100
    """,
    "receive_transfer": """
        中心
        借 1218.A 100
        贷 1218.T 100
        新单位
        借 1002.S 200
        贷 2401.F FISCAL 100
        贷 2401.F INTEREST 100
    """,
    "claw_back": """
        中心
        借 1218.R 500
        贷 1218.A 200
        贷 5001 100
        贷 2103 200
        借 9103 300
        贷 9100 300
        单位
        借 2401.F FISCAL 200
        贷 2241.RTN FISCAL 300
        借 2401.F INTEREST 100
        贷 2241.RTN INTEREST 200
        借 1221.OWN 200
        借 6117.G FISCAL 100
        贷 5301.D FISCAL RND 100
        借 9003 FISCAL RND 100
        贷 9000 FISCAL 300
        借 6117.G INTEREST 100
        贷 5301.D INTEREST RND 100
        借 9003 INTEREST RND 100
        贷 9000 INTEREST 100
        借 9001 FISCAL RND 100
        借 9001 FISCAL CONF 100
    """,
    "claw_back of interest": """
        中心
        借 1218.R 100
        贷 2103 100
        单位
        借 2401.F INTEREST 100
        贷 2241.RTN INTEREST 100
    """,
    "claw_back of all": """
        中心
        借 1218.R 300
        贷 1218.A 200
        贷 5001 100
        借 9103 300
        贷 9100 300
        单位
        贷 2241.RTN FISCAL 300
        借 1221.OWN 300
        借 6117.G FISCAL 300
        贷 5301.D FISCAL RND 100
        借 9003 FISCAL RND 200
        贷 9000 FISCAL 300
        贷 5301.X FISCAL RND 100
        贷 5301.X FISCAL CONF 100
        借 9003 FISCAL CONF 100
    """,
    "return_surplus": """
        中心
        借 1218.R 200
        贷 1218.A 100
        贷 2103 100
        借 9103 100
        贷 9100 100
        单位
        借 2401.F FISCAL 100
        贷 2241.RTN FISCAL 100
        借 2401.F INTEREST 100
        贷 2241.RTN INTEREST 100
        借 9001 FISCAL RND 100
        贷 9000 FISCAL 100
    """,
    "repay": """
        中心
        借 1218.B 200
        贷 1218.R 200
        单位
        借 2241.RTN FISCAL 100
        借 2241.RTN INTEREST 100
        贷 1002.S 200
    """,
    "recover": """
        借 1002 100
        贷 1218.B 100
    """,
    "declare_to_treasury": """
        借 4001 100
        贷 2103 100
    """,
    "remit": """
        借 2103 100
        贷 1002 100
    """,
    "release_matching": """
        借 2401.F MATCH 100
        贷 1002.S 100
        借 9001 MATCH RND 100
        贷 9000 MATCH 100
    """,
    "accept": """
        借 5001 100
        贷 1218.A 100
    """,
    "withdraw_acceptance": """
        借 1218.A 100
        贷 5001 100
    """,
    "close_grant": """
        中心
        借 4001 200
        贷 5001 200
        借 9103 200
        贷 9100 200
        单位
        贷 5301.X FISCAL RND 100
        贷 5301.X MATCH RND 100
        贷 5301.D MATCH RND 100
        借 6117.G FISCAL 100
        借 6117.G MATCH 200
        贷 9000 FISCAL 100
        贷 9000 MATCH 300
        借 9003 FISCAL RND 100
        借 9003 MATCH RND 200
        借 9001 MATCH RND 100
        新单位
        贷 5301.X FISCAL CONF 100
        借 6117.G FISCAL 100
        贷 9000 FISCAL 100
        借 9003 FISCAL CONF 100
    """,
}
