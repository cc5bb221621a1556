"""One file per page, its template beside it; no rule, no date, no decision lives here."""
