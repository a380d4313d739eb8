"""The closing of a document is a clause of its own, and what only announces or names is none."""

import pytest

from ingest.outline import outline

BODY = "各项任务按照职责分工落实到位，按期完成。"
ITEMS = f"一、任务\n（一）开展普查。{BODY}\n（二）建立台账。{BODY}"


def keys(text: str) -> list[str]:
    found = outline("文.txt", "文", text, ())
    assert "".join(c.text for c in found) == text
    return [c.clause_id.split("#")[1] for c in found]


@pytest.mark.parametrize(
    "closing",
    [
        "各地、各有关部门要提高认识，完善配套措施，确保各项政策落实。",
        "各部门务必充分认识这项工作的重要性，扎实推进各项任务。",
        "本措施自公布之日起施行，有效期至2026年12月31日。",
        "以上政策举措自印发之日起实施，未注明时限的，有效期至2026年底。",
        "全省人民要更加紧密地团结起来，为实现目标而共同奋斗。",
        "抄送：县委各部门，县人大常委会办公室。",
        "石溪县人民政府办公室 2026年3月2日印发",
    ],
)
def test_the_closing_is_no_part_of_the_last_item(closing: str) -> None:
    assert keys(f"{ITEMS}\n{closing}") == ["一", "一/(一)", "一/(二)", "end"]


def test_paragraphs_that_belong_to_the_last_item_stay() -> None:
    organising = f"二、组织实施\n县政府统筹。{BODY}\n各部门要加强协作，落实责任。"
    assert keys(f"{ITEMS}\n{organising}")[-1] == "二"
    assert keys(f"{ITEMS}\n二、执行时间\n本通知自印发之日起施行。")[-1] == "二"
    appeals = "\n".join(f"（{n}）做好工作{n}。{BODY}\n各乡镇要定期报告。" for n in "一二三")
    assert keys(f"一、任务\n{appeals}")[-1] == "一/(三)"


def test_a_salutation_opens_the_closing_of_a_speech() -> None:
    speech = f"一、回顾\n{BODY}\n二、任务\n（一）发展。{BODY}\n（二）民生。{BODY}\n各位代表！\n{BODY}\n各位代表！\n让我们共同奋斗。"
    assert keys(speech)[-2:] == ["二/(二)", "end"]
    every = "\n".join(f"{n}、工作{n}\n{BODY}\n各位代表！\n{BODY}" for n in "一二")
    assert keys(f"{every}\n各位代表！\n让我们共同奋斗。")[-1] == "end"


def test_a_long_closing_is_given_out_by_paragraphs() -> None:
    closing = "\n".join(["各位代表！", *[BODY * 12] * 4])
    assert keys(f"{ITEMS}\n{closing}")[3:] == ["end", "end/p1", "end/p2", "end/p3"]


def test_an_announced_attachment_is_one_attachment() -> None:
    notice = f"{ITEMS}\n附件：1.任务清单\n2.分工方案\n石溪县人民政府\n2026年3月2日"
    assert keys(f"{notice}\n附件1\n任务清单\n{BODY}\n附件2\n分工方案\n{BODY}")[3:] == ["end", "附件1", "附件2"]
    assert keys(f"{ITEMS}\n附表：联系人及联系方式\n附表\n联系人及联系方式\n张三。")[3:] == ["end", "附表"]
