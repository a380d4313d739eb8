"""Questions that hold places, years, editions or classes against each other: a verdict first, all sides in a table, no false silence."""

import pytest

from answer import ask
from answer.text.measures import comparable, difference, due, measure, order
from answer.text.years import asked_of_each
from answer.understand.classes import classes
from answer.understand.contest import Way, contest
from answer.understand.premise import premise
from index import Index
from policy import Answer, IllegalAnswer, fold
from tests.index_kit import indexed

SOUTH = """南浦市人民政府关于改善住房条件的意见

一、租住扶持
在南浦市租房的新就业毕业生，每月发放租房补贴1200元，发放期限为24个月。
每个乡镇配备住房协理员不少于3名。

二、办理时限
2027年6月底前，住房档案电子化率达到80%以上。租房补贴申请应当自受理之日起10个工作日内办结。

三、保障
各部门按照职责分工抓好落实。
"""
NORTH = """北岭市人民政府关于支持青年安居的办法

第一条 为支持青年安居，制定本办法。
第二条 符合条件的新就业毕业生在本市租赁住房的，给予租金补助，标准为每月0.09万元，补助期限为3年。
第三条 到2028年底，住房档案电子化率达到80%左右。
第四条 租金补助申请自受理之日起15个工作日内办结。
第五条 未婚职工每年可以提取住房公积金9000元，已婚职工每年可以提取住房公积金15000元。
第六条 本办法自2026年3月1日起施行。
"""
EDITION = """东湖省档案事业发展纲要
（{first}—{last}年）

{first}年3月1日东湖省人民政府印发

一、目标
到{last}年，馆藏档案数字化率达到{share}%，每年举办开放日不少于{days}次。

二、任务
加强档案人才培养，提高档案服务水平。
"""
REPORT = """{year}年西川省政府工作报告

一、{year}年主要目标
今年发展主要预期目标是：地区生产总值增长{growth}%左右，城镇调查失业率5.5%左右；城镇新增就业{jobs}万人以上；居民消费价格涨幅2%左右；居民收入\
增长和经济增长同步；粮食产量稳定在3000万吨以上；单位生产总值能耗降低3%左右，生态环境质量持续改善。

二、重点任务
深化改革，扩大开放。
"""


@pytest.mark.parametrize(
    ("question", "way", "put"),
    [
        # which side is more so, or by how much
        ("南浦和北岭哪个的电子化率高？", Way.MORE, "南浦和北岭的电子化率是多少?"),
        ("电子化率达标，南浦跟北岭谁要求得更早？", Way.EARLIER, "电子化率达标,南浦跟北岭是什么时候?"),
        ("南浦市和北岭市的补贴期限是否一致？", Way.SAME, "南浦市和北岭市的补贴期限是多久、什么时候?"),
        ("2027年和2028年的就业目标相差多少？", Way.APART, "2027年和2028年的就业目标是多少?"),
        ("征求意见的期限，南浦市比北岭市长几天？", Way.APART, "征求意见的期限,南浦市和北岭市是几天?"),
        ("两版纲要的开放日次数有什么变化？", Way.CHANGE, "两版纲要的开放日次数是多少?"),
        ("Which is higher, Nanpu's or Beiling's target?", Way.MORE, "what are nanpu's and beiling's target?"),
        ("Which city sets the higher share of surveys, Nanpu or Beiling?", Way.MORE, "what are share of surveys, nanpu and beiling?"),
        # whether one side is more so
        ("住房档案电子化率，南浦市定的时间比北岭市早吗？", Way.EARLIER, "住房档案电子化率,南浦市和北岭市是什么时候?"),
        ("南浦市的补贴期限是不是比北岭市短？", Way.LESS, "南浦市和北岭市的补贴期限是多久?"),
        ("南浦市的办结时限短于北岭市吗？", Way.LESS, "南浦市和北岭市的办结时限是多久?"),
        ("双方缴存的额度比单方缴存的高吗？", Way.MORE, "双方缴存和单方缴存的额度是多少?"),
        ("2028年的就业目标跟上一年比有变化吗？", Way.CHANGE, "2028年的就业目标和2027年是多少?"),
        ("南浦市定的时间比国家要求的早吗？", Way.EARLIER, "南浦市和国家要求是什么时候?"),
        ("Is the target in Nanpu higher than in Beiling?", Way.MORE, "what is the target in nanpu in beiling?"),
    ],
)
def test_each_side_of_a_contest_is_put_the_open_question(question: str, way: Way, put: str) -> None:
    held = contest(question)
    assert held and (held.way, held.question) == (way, put)


@pytest.mark.parametrize(
    "question", ["贷款额度提高多少？", "每月最多多少？", "谁负责？", "由哪个部门牵头？", "两地对执法公示的规定一样吗？"]
)
def test_other_questions_hold_no_contest(question: str) -> None:
    assert contest(question) is None


@pytest.mark.parametrize("question", ["对比两地的做法吗？", "比例高吗？", "奖励高于50万元吗？", "南浦市由于时间早吗"])
def test_what_holds_nothing_against_another_is_no_contest(question: str) -> None:
    held = contest(question)
    assert held is None or not held.first or premise(question)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("compare")
    files = folder / "files"
    files.mkdir()
    (files / "南浦.txt").write_text(SOUTH, "utf8")
    (files / "北岭.txt").write_text(NORTH, "utf8")
    (files / "纲要1.txt").write_text(EDITION.format(first=2021, last=2025, share=60, days=2), "utf8")
    (files / "纲要2.txt").write_text(EDITION.format(first=2026, last=2030, share=85, days=5), "utf8")
    (files / "2027.txt").write_text(REPORT.format(year=2027, growth=6, jobs=40), "utf8")
    (files / "2028.txt").write_text(REPORT.format(year=2028, growth=5.5, jobs=45), "utf8")
    return indexed(folder, files)


def rows(answer: Answer) -> list[list[str]]:
    return [[cell.text for cell in row] for row in answer.table.rows] if answer.table else []


def test_figures_are_weighed_in_one_unit() -> None:
    most = measure("70", "平方米", "<=")
    assert most and (floor := measure("1500", "平方米", ">=")) and order(floor, most) is None and difference(floor, most) == ""
    plain, scaled, about = measure("15000", "元"), measure("1.5", "万元"), measure("80", "%", "=", True)
    least, share, months, days = measure("80", "%", ">="), measure("9", "成"), measure("2", "个月"), measure("45", "日")
    assert plain and scaled and about and least and share and months and days
    assert order(plain, scaled) == 0 and difference(plain, scaled) == ""
    assert order(least, about) is None  # at least 80 % is not about 80 %
    assert order(share, least) == 1 and order(months, days) == 1
    assert not comparable(plain, least)
    monthly, yearly = measure("1200", "元", around="每月补贴1200元"), measure("9000", "元/年")
    assert monthly and yearly and not comparable(monthly, yearly)
    assert due("到2027年") == (2027, 12, 31) and due("尽快") is None


def test_a_year_for_each_place_and_two_classes() -> None:
    assert asked_of_each("南浦市2027年和北岭市2028年的电子化率", ("南浦", "北岭")) == {"南浦": 2027, "北岭": 2028}
    assert asked_of_each("南浦和北岭2027年的电子化率", ("南浦", "北岭")) == {}
    couple = classes(fold("北岭市未婚和已婚职工每年能提取多少公积金？"), ("北岭",))
    assert couple and [one.name for one in couple] == ["未婚职工", "已婚职工"]
    assert classes(fold("南浦市和北岭市的补贴是多少"), ("南浦", "北岭")) is None


def test_which_is_higher_begins_with_the_verdict_and_shows_all_sides(index: Index) -> None:
    answer = ask(index, "南浦和北岭哪个的租房补贴高？")
    assert answer.text.split("\n")[0] == answer.verdict and answer.verdict.startswith("南浦市更高")
    assert [row[0] for row in rows(answer)] == ["南浦市", "北岭市"]
    assert "1200元" in answer.text and "0.09万元" in answer.text and "没有载明" not in answer.note  # the other says 租金补助


def test_at_least_and_about_are_not_the_same(index: Index) -> None:
    answer = ask(index, "南浦市和北岭市的住房档案电子化率目标一样吗？")
    assert answer.verdict.startswith("不能视为相同") and "不低于80%" in answer.verdict and "约80%" in answer.verdict


@pytest.mark.parametrize(
    ("question", "begins", "says"),
    [
        ("住房档案电子化率，南浦市定的时间比北岭市早吗？", "是，南浦市更早", "2028年底"),
        ("住房档案电子化率，北岭市定的时间比南浦市早吗？", "否，南浦市更早", "2027年6月底前"),
        ("南浦市租房补贴申请的办结时限比北岭市短吗？", "是，南浦市更短", "相差5个工作日"),
        ("北岭市每月的租房补贴比南浦市高吗？", "否，南浦市更高", "0.09万元"),
        ("西川省2028年的城镇新增就业目标比上一年多吗？", "是，2028年更多", "相差5万人"),
        ("北岭市已婚职工每年可以提取的公积金比未婚职工多吗？", "是，已婚职工更多", "相差6000元"),
        ("南浦市每个乡镇的住房协理员比北岭市多吗？", "无从比较", "北岭市"),
    ],
)
def test_whether_it_is_so_begins_with_yes_or_no_and_cites_both_sides(index: Index, question: str, begins: str, says: str) -> None:
    answer = ask(index, question)
    assert answer.verdict.startswith(begins) and says in answer.verdict
    assert begins == "无从比较" or len(rows(answer)) == 2


def test_the_same_sentence_of_both_sides_is_no_change(index: Index) -> None:
    answer = ask(index, "西川省2028年的居民消费价格涨幅目标和上一年比有变化吗？")
    assert answer.verdict.startswith("否，相同") and {c.clause.source for c in answer.cited} == {"2027.txt", "2028.txt"}


def test_by_how_much_is_said_in_their_unit(index: Index) -> None:
    answer = ask(index, "补贴申请的办结时限，南浦市和北岭市相差几个工作日？")
    assert "相差5个工作日" in answer.verdict
    answer = ask(index, "住房档案电子化率，南浦市和北岭市谁要求得更早？")
    assert answer.verdict.startswith("南浦市更早") and "2027年6月底前" in answer.verdict


def test_what_only_one_side_says_cannot_be_compared(index: Index) -> None:
    answer = ask(index, "南浦市和北岭市每个乡镇的住房协理员哪个多？")
    assert answer.verdict.startswith("无从比较") and "3名" in answer.text and "北岭市" in answer.note
    assert [claim.scope for claim in answer.claims] == ["南浦市"]


def test_editions_are_told_apart_by_their_years(index: Index) -> None:
    answer = ask(index, "东湖省前后两版纲要的馆藏档案数字化率有什么变化？")
    assert [row[0] for row in rows(answer)] == ["2021—2025年版", "2026—2030年版"]
    assert "相差25个百分点" in answer.verdict and "60%" in answer.text and "85%" in answer.text


def test_of_a_long_sentence_each_year_shows_the_item_that_speaks_of_it(index: Index) -> None:
    answer = ask(index, "西川省2027年和2028年的城镇新增就业目标相差多少？")
    assert [claim.text for claim in answer.claims] == ["城镇新增就业40万人以上", "城镇新增就业45万人以上"]
    assert [claim.scope for claim in answer.claims] == ["2027年", "2028年"] and "相差5万人" in answer.verdict


def test_two_classes_in_one_sentence_each_have_their_figure(index: Index) -> None:
    answer = ask(index, "北岭市未婚和已婚职工每年可以提取的公积金相差多少？")
    assert "相差6000元" in answer.verdict and "9000元" in answer.verdict and "15000元" in answer.verdict


def test_a_number_of_the_verdict_follows_from_the_quotes(index: Index) -> None:
    answer = ask(index, "南浦和北岭哪个的租房补贴高？")
    with pytest.raises(IllegalAnswer):
        Answer(answer.question, answer.claims, answer.citations, verdict="南浦市更高：多777元。")


def _rules(place: str, least: str, most: str, prize: str) -> str:
    return f"""{place}市户外广告管理办法

第一条 为规范户外广告设置，制定本办法。
第二条 未经批准设置户外广告的，由城市管理部门处{least}以上{most}以下罚款。
第三条 对举报违法设置户外广告的，给予奖励，奖励金额为{prize}。
第四条 本办法自2026年3月1日起施行。
"""


@pytest.fixture(scope="module")
def fines(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("fines")
    texts = {"a.txt": _rules("南浦", "三万元", "三十万元", "二十万元"), "b.txt": _rules("北岭", "二万元", "五十万元", "十五万元")}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf8")
    return indexed(tmp_path_factory.mktemp("index"), *(folder / name for name in texts))


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("南浦市和北岭市对举报违法设置户外广告的奖励金额哪个高？", ("200000元", "150000元")),
        ("南浦市和北岭市未经批准设置户外广告的罚款各是多少？", ("30000-300000元", "20000-500000元")),
    ],
)
def test_sums_in_chinese_numerals_stand_in_the_table_as_the_numbers_that_the_quotes_write(fines: Index, question: str, held: tuple) -> None:
    answer = ask(fines, question)
    assert answer.table and answer.status == "answered"
    cells = [cell.text for row in answer.table.rows for cell in row]
    assert all(any(sum_ in cell for cell in cells) for sum_ in held)
