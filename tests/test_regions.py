"""Places by list and by suffix."""

import pytest

from policy.regions import leading_place, lies_in, places_within


@pytest.mark.parametrize(
    ("text", "name", "level", "province"),
    [
        ("浙江省法治政府建设实施纲要", "浙江省", "省", "浙江省"),
        ("内蒙古自治区人民政府办公厅", "内蒙古自治区", "省", "内蒙古自治区"),
        ("北京市海淀区教育委员会", "海淀区", "县", "北京市"),
        ("浙江省杭州市桐庐县人民政府", "桐庐县", "县", "浙江省"),
        ("桐庐县深化改革意见", "桐庐县", "县", "浙江省"),
        ("中共云南省委", "云南省", "省", "云南省"),
        ("恩施州人民政府", "恩施土家族苗族自治州", "市", "湖北省"),
        ("大理市人民政府", "大理市", "县", "云南省"),
        ("杭州住房公积金管理中心关于", "杭州市", "市", "浙江省"),
        ("青岚省云岫市石溪县养老服务方案", "石溪县", "县", "青岚省"),
        ("石溪县政务服务管理局", "石溪县", "县", ""),
        ("云岫市民政局", "云岫市", "市", ""),
        ("云岫市政府办公室", "云岫市", "市", ""),
        ("石溪县柳塘镇人民政府", "柳塘镇", "乡", ""),
        ("xx县实施方案", "xx县", "县", ""),
        ("【四川雅安石棉】关于支持住房需求", "石棉县", "县", "四川省"),
        ("雲岫市僑務辦公室", "云岫市", "市", ""),
    ],
)
def test_leading_place(text: str, name: str, level: str, province: str) -> None:
    place = leading_place(text)
    assert place and (place.name, place.level, place.province) == (name, level, province)


@pytest.mark.parametrize(
    "text",
    [
        "城市房地产管理法",
        "社会救助暂行办法",
        "行政区域边界争议处理条例",
        "国务院关于",
        "城镇燃气管理条例",
        "自由贸易试验区方案",
        "各县区人民政府",
        "全县重点工作",
        "农村土地承包法",
        "同事图省事",
        "",
    ],
)
def test_no_place(text: str) -> None:
    assert leading_place(text) is None


def test_a_district_of_many_cities_has_no_province_of_its_own() -> None:
    found = leading_place("鼓楼区人民政府")
    assert found and (found.level, found.province) == ("县", "")
    inside = leading_place("南京市鼓楼区人民政府")
    assert inside and inside.province == "江苏省"


def test_a_place_in_the_middle() -> None:
    assert {place.name for place in places_within("关于推动哈尔滨市与浙江省杭州市协作的措施")} == {"哈尔滨市", "杭州市"}


def test_a_place_lies_in_wider_places() -> None:
    assert lies_in("桐庐县", "浙江") and lies_in("桐庐县", "杭州市") and lies_in("杭州市", "浙江省") and lies_in("浙江省", "浙江")
    assert not lies_in("云南省", "浙江") and not lies_in("全国", "浙江") and not lies_in("浙江省", "杭州市")
    assert lies_in("石溪县", "石溪") and lies_in("石溪县", "")
