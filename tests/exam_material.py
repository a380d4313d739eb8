"""Papers written by hand for the tests of exports: one as a trainer would hand out, and one of hostile texts."""

from policy.exam import Item, ItemKind, Option, Paper, Proof

LAW = "青岚省政务服务便民条例"
PLAN = "青岚省法治政府建设纲要（2026—2030年）"


def proof(quote: str, title: str = PLAN, path: tuple[str, ...] = ("四、有效化解行政争议", "（十三）落实行政应诉责任")) -> Proof:
    return Proof(f"{title}.txt#四/(十三)", f"{title}.txt", title, path, quote, 0, len(quote), page=3)


def single(name: str, stem: str, options: tuple[str, str, str, str], right: int, **more: object) -> Item:
    made = tuple(Option(text, i == right, f"解析点{name}{i}") for i, text in enumerate(options))
    return Item(name, ItemKind.SINGLE, stem, (options[right],), made, points=2, **more)  # type: ignore[arg-type]


def sample(version: str = "A") -> Paper:
    """All six kinds, worth 100 points."""
    quote = "到2028年，行政机关负责人出庭应诉率达到百分之九十五；到2030年，行政机关负责人出庭应诉率达到百分之九十八以上。"
    rate = proof(quote)
    items = [
        single(
            f"s{i}",
            f"根据《{PLAN}》，到{2026 + i}年，行政机关负责人出庭应诉率应当达到（　　）。",
            ("百分之八十", "百分之九十", "百分之九十五", "百分之百"),
            2,
            explanation="纲要分两步提出目标，2028年为百分之九十五。",
            proofs=(rate,),
            tags=("行政应诉",),
        )
        for i in range(6)
    ]
    items += [
        single(
            "s-two",
            "下列关于政务服务“一次告知”的说法，正确的是",
            ("应当当场一次告知所需材料", "可以分两次告知所需材料", "只须口头告知受理条件", "无须告知不予受理理由"),
            0,
            explanation="条例要求当场一次告知。",
            proofs=(proof("应当当场一次告知申请人需要补正的全部内容。", LAW, ("第二章 服务规范", "第九条")),),
            difficulty="易",
        ),
        single(
            "s-one",
            "某县政务服务中心工作人员收到申请材料后，发现材料不齐全。按照条例的规定，下列做法中正确的是哪一项？",
            (
                "要求申请人回去重新准备全部材料，并在十五个工作日以后再次预约窗口办理",
                "当场一次告知申请人需要补正的全部内容，申请人按要求补正后即予受理",
                "先收下材料，待审批环节再由审批人员通知申请人补正有关内容",
                "告知申请人向上一级政务服务中心提出申请，本级不再处理",
            ),
            1,
            explanation="见条例第九条。",
            proofs=(proof("应当当场一次告知申请人需要补正的全部内容。", LAW, ("第二章 服务规范", "第九条")),),
            difficulty="难",
            rests_on="情境套用",
            ability="应用",
        ),
    ]
    several = ("公开听证", "专家论证", "风险评估", "合法性审查", "集体讨论决定")
    items += [
        Item(
            f"m{i}",
            ItemKind.MULTIPLE,
            "重大行政决策应当履行的程序包括（　　）。",
            several[:4],
            tuple(Option(text, n < 4) for n, text in enumerate(several)),
            explanation="前四项为纲要列明的程序。",
            proofs=(proof("公开听证、专家论证、风险评估、合法性审查", PLAN, ("三、健全行政决策制度", "（八）")),),
            points=3,
        )
        for i in range(4)
    ]
    items += [
        Item(
            f"t{i}",
            ItemKind.TRUE_FALSE,
            f"到{2028 + i}年，行政机关负责人出庭应诉率达到百分之九十。",
            ("错",),
            change=("百分之九十五", "百分之九十"),
            proofs=(rate,),
            points=2,
        )
        for i in range(5)
    ]
    items += [
        Item(
            "b1",
            ItemKind.BLANK,
            "到____年，行政机关负责人出庭应诉率达到____以上。",
            ("2030", "百分之九十八"),
            also=(("二〇三〇",), ("98%",)),
            proofs=(rate,),
            points=4,
        ),
        Item("b2", ItemKind.BLANK, "政务服务实行首问____制。", ("负责",), proofs=(proof("实行首问负责制", LAW, ("第六条",)),), points=2),
        Item(
            "q1",
            ItemKind.SHORT,
            "简述加强行政执法监督的主要措施。",
            ("健全执法监督机构和队伍", "推行执法全过程记录", "建立执法评议考核制度"),
            explanation="三项措施每项 4 分。",
            proofs=(proof("健全执法监督机构和队伍，推行执法全过程记录", PLAN, ("五、加强行政执法监督",)),),
            points=12,
            ability="理解",
        ),
        Item(
            "c1",
            ItemKind.CASE,
            "某市民政局在办理一起养老机构备案时，要求申请人提交户籍证明、无犯罪记录证明等五项材料。申请人询问依据，窗口人员答复“一直这样办”。"
            "申请人向政务服务监督热线反映，十日后未收到答复。\n请结合条例回答：\n（1）窗口人员的做法有何不妥？\n（2）热线应当如何处理？",
            ("不得要求提交没有依据的证明材料", "应当一次告知并说明依据", "热线应当在五个工作日内答复"),
            explanation="围绕便民条例第九条、第十二条作答。",
            proofs=(proof("不得要求申请人提供没有法律法规依据的证明材料", LAW, ("第三章 监督", "第十二条")),),
            points=20,
            difficulty="难",
            ability="应用",
        ),
    ]
    used = sum(item.points for item in items)
    last = Item(
        "q2", ItemKind.SHORT, "什么是“双随机、一公开”？", ("随机抽取检查对象", "随机选派执法人员", "及时公开结果"), points=100 - used
    )
    return Paper("法治政府建设应知应会测试卷", (*items, last), version=version)


NASTY = (
    "<script>alert(1)</script> & <b>粗</b>",
    "=1+1",
    "{~错 =对 #注 %50% :: \\n \\ }",
    "第一行\n第二行\n\n第四行",
    "《意见》「引号」“双引”‘单引’——……",
    "[html]<i>斜</i>",
    "%100%甲",
    "@SUM(A1) -> +7 -8 *通配* A->B",
    "// 像注释\n$CATEGORY: 假",
    "]]> &amp; &#35; {1:SHORTANSWER:=x} \x07\x0b\ud800响铃",
)


def hostile() -> Paper:
    """Every kind with every text that some format reads as a mark of its own, and a stem of ten thousand characters."""
    items = []
    for i, text in enumerate(NASTY):
        options = tuple(Option(f"{text}{n}" if n else text, n < 2, why=text) for n in range(5))
        shared = {"explanation": f"为何{text}", "proofs": (proof(f"原文{text}"),), "tags": (text,)}
        alone = tuple(Option(option.text, n == 0) for n, option in enumerate(options))
        items += [
            Item(f"单{i}", ItemKind.SINGLE, text, (text,), alone, **shared),  # type: ignore[arg-type]
            Item(f"多{i}", ItemKind.MULTIPLE, text, (text, f"{text}1"), options, **shared),  # type: ignore[arg-type]
            Item(f"判{i}", ItemKind.TRUE_FALSE, text, ("对" if i % 2 else "错",), change=(text, text), **shared),  # type: ignore[arg-type]
            Item(f"填{i}", ItemKind.BLANK, f"{text}____是____。", (text, f"乙{text}"), also=((f"丙{text}",),), **shared),  # type: ignore[arg-type]
            Item(f"空{i}", ItemKind.BLANK, f"{text}____", (text,), **shared),  # type: ignore[arg-type]
            Item(f"简{i}", ItemKind.SHORT, text, (text, "要点二"), **shared),  # type: ignore[arg-type]
            Item(f"案{i}", ItemKind.CASE, text, (text,), **shared),  # type: ignore[arg-type]
        ]
    items.append(Item("长", ItemKind.SHORT, "很长的材料。" * 1700, ("要点",), points=1.5))
    return Paper('../../题/目:"危险"*?<x>', tuple(items))


def empty() -> Paper:
    return Paper("", ())


def many(n: int = 120) -> Paper:
    options = ("甲机关", "乙机关", "丙机关", "丁机关")
    items = tuple(single(f"题{i}", f"第{i}项职责由哪个机关承担？", options, i % 4) for i in range(n))
    return Paper("大卷", items, version="B")
