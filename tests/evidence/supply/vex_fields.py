"""What OpenVEX and CSAF can say, by the path before it, written down from both standards' schemas.

Source: OpenVEX specification 0.2.0; OASIS CSAF 2.0 and 2.1 (fields of both versions stand together).
"""

_PRODUCT = "name product_id product_identification_helper x_extensions"
_HELPER = "cpe hashes model_numbers purl purls sbom_urls serial_numbers skus x_generic_uris"

OPENVEX = {
    "": "@context @id author role timestamp last_updated version tooling statements",
    "statements.": "@id version vulnerability timestamp last_updated products status supplier status_notes justification "
    "impact_statement action_statement action_statement_timestamp",
    "statements.vulnerability.": "@id name description aliases",
    "statements.products.": "@id identifiers hashes subcomponents",
    "statements.products.subcomponents.": "@id identifiers hashes",
}
CSAF = {
    "": "$schema document product_tree vulnerabilities x_extensions",
    "document.": "acknowledgments aggregate_severity category csaf_version distribution involvement lang "
    "license_expression notes publisher references source_lang title tracking x_extensions",
    "product_tree.": "branches full_product_names product_groups product_paths relationships",
    "product_tree.branches.": "branches category name product",
    "product_tree.branches.product.": _PRODUCT,
    "product_tree.branches.product.product_identification_helper.": _HELPER,
    "product_tree.branches.product.product_identification_helper.x_generic_uris.": "namespace uri",
    "product_tree.full_product_names.": _PRODUCT,
    "product_tree.full_product_names.product_identification_helper.": _HELPER,
    "product_tree.relationships.": "category full_product_name product_reference relates_to_product_reference",
    "product_tree.relationships.full_product_name.": _PRODUCT,
    "product_tree.relationships.full_product_name.product_identification_helper.": _HELPER,
    "product_tree.product_paths.": "beginning_product_reference full_product_name subpaths",
    "product_tree.product_paths.full_product_name.": _PRODUCT,
    "vulnerabilities.": "acknowledgments cve cwe cwes disclosure_date discovery_date dl_vuln_id "
    "first_known_exploitation_dates flags ids involvements metrics notes product_status references release_date "
    "remediations scores threats title x_extensions",
    "vulnerabilities.ids.": "group_ids product_ids system_name text",
    "vulnerabilities.product_status.": "first_affected first_fixed fixed known_affected known_not_affected last_affected "
    "recommended under_investigation unknown",
    "vulnerabilities.scores.": "cvss_v2 cvss_v3 products",
    "vulnerabilities.scores.cvss_v3.": "version vectorString baseScore baseSeverity attackVector temporalScore",
    "vulnerabilities.metrics.": "content products source",
    "vulnerabilities.metrics.content.": "cvss_v2 cvss_v3 cvss_v4 epss qualitative_severity_rating ssvc_v2 x_extensions",
    "vulnerabilities.metrics.content.cvss_v4.": "version vectorString baseScore baseSeverity attackVector",
}
