"""The phone as a camera: by log-in, or by a link that the desk shows as a QR code."""

import io
import re

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw
from werkzeug.test import TestResponse

from service.actions import intake_work
from service.permissions import Role
from service.tables import IntakeBatchRow
from service.web.parts import now
from tests.service.browsing import Client, Web
from tests.service.office import USCC, an_invoice, user
from tests.service.pages.strict_html import faults_of

JSON = {"Accept": "application/json"}


def photo(content: bytes = b"", name: str = "照片.pdf") -> dict[str, object]:
    return {"file": (io.BytesIO(content or an_invoice()), name)}


def scripted(client: Client, path: str, **data: object) -> TestResponse:
    return client.post(path, data=data, headers={**JSON, "X-CSRFToken": client.token()})


def shown(client: Client, web: Web, batch: str = "") -> dict[str, str]:
    answer = scripted(client, "/phone/links", grant=str(web.office.grant_id), batch=batch)
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    return dict(answer.json)


def drawn(code: dict[str, str]) -> str:
    """Read the code as a phone does, from the path that the page draws."""
    side = int(code["side"])
    image = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(image)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code["path"]):
        pen.line((int(x), int(y), int(x) + int(length) - 1, int(y)), fill=0)
    large = image.resize((side * 4, side * 4), Image.Resampling.NEAREST)
    return zxingcpp.read_barcodes(np.asarray(large))[0].text


def linked(web: Web, desk: Client, code: dict[str, str]) -> Client:
    """Open the link of a code as a phone does; meanwhile the desk asks how it stands."""
    path = "/phone/open/" + code["address"].rpartition("/")[2]
    phone = web.client()
    assert phone.get("/phone/linked").status_code == 404
    page = phone.get(path).text  # looked at twice, by a preview and by a person
    assert phone.get(path).text.count("开始拍照") == page.count("开始拍照") == 1
    assert faults_of(page) == []
    assert desk.get(code["state"], headers=JSON).json == {"state": "waiting"}
    assert phone.send(path).location == "/phone/linked"
    assert desk.get(code["state"], headers=JSON).json == {"state": "opened"}
    camera = phone.get("/phone/linked").text
    assert faults_of(camera) == []
    assert 'capture="environment"' in camera
    assert web.client().get(path).status_code == 404
    return phone


def test_a_phone_scans_the_code_and_sends_without_a_log_in(web: Web) -> None:
    desk = web.client("maker")
    code = shown(desk, web)
    assert drawn(code) == code["address"]
    phone = linked(web, desk, code)
    assert scripted(phone, "/phone/linked/photos", key="1", **photo()).json == {"state": "stored"}
    assert scripted(phone, "/phone/linked/photos", key="1", **photo()).status_code == 200
    assert "已有 1 个文件" in phone.send("/phone/linked/finish").text
    assert intake_work.work_off(web.office.desk, now, "test") == 1
    rows = desk.get(f"/intake/{code['batch']}/rows", headers=JSON).json
    assert rows is not None
    assert (rows["total"], rows["finished"]) == (1, True)
    refused = scripted(phone, "/phone/linked/photos", key="2", **photo())
    assert refused.status_code == 404
    assert refused.json is not None
    assert "二维码" in refused.json["sentence"]


def test_who_came_by_a_link_reaches_nothing_else(web: Web) -> None:
    code = shown(web.client("maker"), web)
    phone = web.client()
    phone.send("/phone/open/" + code["address"].rpartition("/")[2])
    for path in ("/desk", "/claims", f"/intake/{code['batch']}", code["state"]):
        assert phone.get(path).status_code == 302, path
    assert phone.send(code["end"]).status_code in {302, 403}
    assert phone.get("/api/v1/grants/").status_code == 403
    assert "BX" not in phone.get("/phone/linked").text


def test_a_code_is_shown_and_ended_without_a_script(web: Web) -> None:
    client = web.client("maker")
    page = client.send("/phone/links", grant=str(web.office.grant_id))
    assert faults_of(page.text) == []
    end = page.text.partition('action="/phone/links/')[2].partition('"')[0]
    assert client.send("/phone/links/" + end).location == "/desk"
    assert "已停用" in client.get("/desk").text
    assert scripted(client, "/phone/links/" + end).status_code == 204
    assert client.send("/phone/links", grant="x").status_code == 422


def test_whoever_is_logged_in_sends_from_the_phone_as_a_batch(web: Web) -> None:
    client = web.client("maker")
    assert "RWS" in client.get("/phone").text or "ZY" in client.get("/phone").text
    begun = scripted(client, "/phone/batch", grant=str(web.office.grant_id)).json
    assert begun is not None
    answer = scripted(client, "/phone/photos", batch=begun["id"], key="1", **photo())
    assert answer.json == {"state": "stored"}
    assert client.send(begun["close"]).location == f"/intake/{begun['id']}"
    assert (
        scripted(client, "/phone/photos", batch=begun["id"], key="2", **photo()).status_code > 400
    )
    assert web.client("checker").get("/phone").status_code == 403


def test_a_phone_without_scripts_sends_by_a_plain_form(web: Web) -> None:
    client = web.client("maker")
    values = {"csrf_token": client.token(), "grant": str(web.office.grant_id)}
    answer = client.post("/phone/photos", data={**values, **photo()})
    assert answer.status_code == 302
    assert answer.location.startswith("/intake/")
    nothing = client.post("/phone/photos", data=values)
    assert nothing.status_code == 422
    code = shown(client, web)
    phone = web.client()
    phone.send("/phone/open/" + code["address"].rpartition("/")[2])
    sent = phone.post("/phone/linked/photos", data={"csrf_token": phone.token(), **photo()})
    assert sent.location == "/phone/linked"
    assert "照片已送到" in phone.get("/phone/linked").text


def test_the_batch_of_a_colleague_takes_no_photograph(web: Web) -> None:
    user(web.office.database, "colleague", Role.EMPLOYER_MAKER, USCC)
    begun = scripted(web.client("maker"), "/phone/batch", grant=str(web.office.grant_id)).json
    assert begun is not None
    answer = scripted(web.client("colleague"), "/phone/photos", batch=begun["id"], **photo())
    assert answer.status_code == 409
    with web.office.database.transaction(web.office.employer_id) as session:
        assert session.query(IntakeBatchRow).count() == 1
