"""The line is cut after COMMIT was sent: asking again with the same key never posts twice."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, NullPool, create_engine
from sqlalchemy.exc import OperationalError

from ledger import book, events, proof
from ledger.recorded import Posted
from tests.faults.durable_server import DurableServer, durable_server
from tests.faults.lossy_proxy import Loss, LossyProxy, lossy_proxy
from tests.faults.scale import number
from tests.ledger.story import RND, act_as, on, yuan

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("durable server")]

LOST = number("LOST_ANSWERS", 60)


@pytest.fixture(scope="module")
def server() -> Iterator[DurableServer]:
    with durable_server() as lent:
        yield lent


@pytest.fixture
def proxy(server: DurableServer) -> Iterator[LossyProxy]:
    socket = Path(str(server.endpoint.application_url.query["host"]))
    with lossy_proxy(socket) as lent:
        yield lent


@pytest.fixture
def engine(server: DurableServer, proxy: LossyProxy) -> Iterator[Engine]:
    url = server.endpoint.application_url.update_query_dict({"host": str(proxy.folder)})
    engine = create_engine(url, poolclass=NullPool)
    yield engine
    engine.dispose()


def reserve(connection: Connection, server: DurableServer, key: str) -> Posted:
    act_as(connection, "center")
    entry = events.reserve(server.books.employer, on(key), RND, yuan("0.01"))
    return book.post(connection, entry)[0]


def lose(engine: Engine, proxy: LossyProxy, server: DurableServer, key: str, loss: Loss) -> None:
    proxy.next_loss = loss
    with pytest.raises(OperationalError), engine.begin() as connection:
        reserve(connection, server, key)


def reserved(engine: Engine, server: DurableServer) -> int:
    with engine.begin() as connection:
        act_as(connection, "center")
        standing = book.balance(connection, server.books.employer, RND.on("9002"))
        assert proof.prove(connection) == ()
    return int(standing * 100)


def test_no_lost_answer_loses_or_doubles_a_posting(
    engine: Engine, proxy: LossyProxy, server: DurableServer
) -> None:
    chance = random.Random(LOST)  # noqa: S311  # a repeatable mix, no secret
    before = reserved(engine, server)
    found: Counter[tuple[Loss, bool]] = Counter()
    for place in range(LOST):
        loss = chance.choice([Loss.ANSWER, Loss.ANSWER, Loss.ANSWER, Loss.LINE, Loss.REQUEST])
        lose(engine, proxy, server, f"lost:{place}", loss)
        with engine.begin() as connection:
            receipt = reserve(connection, server, f"lost:{place}")
        found[loss, receipt.replayed] += 1
    posted = sum(count for (_, replayed), count in found.items() if replayed)
    print(f"{proxy.lost} answers lost, {posted} had been posted, 0 doubled")
    assert proxy.lost == LOST
    assert found[Loss.ANSWER, True] > 0
    assert found[Loss.ANSWER, False] == 0  # an answered COMMIT is there, always
    assert found[Loss.REQUEST, True] == 0
    assert reserved(engine, server) == before + LOST


def test_with_a_new_key_each_time_the_same_losses_do_double(
    engine: Engine, proxy: LossyProxy, server: DurableServer
) -> None:
    """The experiment can fail: without the key it does."""
    before = reserved(engine, server)
    for place in range(5):
        lose(engine, proxy, server, f"first:{place}", Loss.ANSWER)
        with engine.begin() as connection:
            assert not reserve(connection, server, f"second:{place}").replayed
    assert reserved(engine, server) == before + 10
