"""`python app.py`: what cannot be served is said at once."""

import socket

import pytest

import app
from policy import BadInput
from web.site import listen


@pytest.mark.parametrize("port", ["-1", "65536", "八千"])
def test_a_port_that_is_none_is_wrong_usage(port: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        app.main(["--port", port])
    assert stopped.value.code == 2


def test_a_port_in_use_and_an_address_of_no_machine_are_named_with_their_remedies() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(BadInput, match="127.0.0.1") as caught:
        listen(*taken.getsockname())
    assert "--port" in caught.value.remedy
    with pytest.raises(BadInput) as caught:
        listen("no such host", 0)
    assert "--host" in caught.value.remedy
