-- Keeps what a toml tells of an asset, which is valid by that; unless it is not listed any more.
update asset
set is_valid = true,
    last_valid_at = ?,
    asset_controlled_by_domain = ?,
    anchor_asset_code = ?,
    anchor_asset_type = ?,
    is_asset_anchored = ?,
    display_decimals = ?,
    name = ?,
    description = ?,
    conditions = ?,
    fixed_number = ?,
    max_number = ?,
    is_unlimited = ?,
    redemption_instructions = ?,
    collateral_addresses = ?,
    collateral_address_signatures = ?,
    countries = ?,
    status = ?
where code = ? and issuer = ? and listed_at is not null
