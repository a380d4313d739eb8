"""Letters set apart by spaces are closed up; what is parted on purpose stays."""

from ingest.raw import Raw
from ingest.repair import repair


def test_lines_set_apart_are_closed_up_with_their_figures() -> None:
    text = "\n".join(
        [
            "石 溪 县 关 于 更 换 水 表 的 通 知",
            "一 、 到 2 0 2 6 年 底 ， 更 换 率 达 到 9 5 % 。",
            "二 、 各 乡 镇 应 当 按 月 报 送 进 度 。",
            "石 溪 县",
            "2 0 2 6 年 5 月 6 日",
        ]
    )
    found = repair(Raw(text, "txt"))
    assert found.text.split("\n") == [
        "石溪县关于更换水表的通知",
        "一、到2026年底，更换率达到95%。",
        "二、各乡镇应当按月报送进度。",
        "石溪县",
        "2026年5月6日",
    ]
    assert ("字间空格", 5) in found.repairs


def test_names_headings_and_rows_stay() -> None:
    text = "第一章 总 则\n科 技 部\n甲 乙 丙 丁 | 戊 己 庚 辛 | 壬 癸\n张 三 李 四\n水利局 财政局 教育局 民政局 司法局 审计局"
    assert repair(Raw(text, "txt")).text == text
