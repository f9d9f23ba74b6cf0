from ledger.messages import N_, Message


def test_a_message_fills_its_places() -> None:
    assert Message(N_("还剩 {left} 元"), {"left": "3.00"}).text() == "还剩 3.00 元"


def test_equal_messages_hash_alike_and_their_values_cannot_be_changed_from_outside() -> None:
    values = {"left": "3.00"}
    message = Message("还剩 {left} 元", values)
    values["left"] = "4.00"
    assert message == Message("还剩 {left} 元", {"left": "3.00"})
    assert len({message, Message("还剩 {left} 元", {"left": "3.00"})}) == 1


def test_a_message_without_places_needs_no_values() -> None:
    assert Message("好").text() == "好"
