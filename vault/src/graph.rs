//! Who points at whom: kept up by `step`, checked by `rebuild`.
