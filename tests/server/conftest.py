"""People of the sample who sit before a browser, as for the pages."""

from tests.web.conftest import _nothing_signed_before, reader, settled, sign_in

__all__ = ["_nothing_signed_before", "reader", "settled", "sign_in"]
