-- forget_account: the accounts that brought in nothing but these submissions go as well, for they may be the group itself.
-- in:  submission; $ids
-- out: submission, with null for account
-- grain: one row per submission of such an account
update submission
set account = null
where
    id = any($ids)
    and account not in (
        select other.account
        from submission as other
        where other.account is not null and not (other.id = any($ids))
    )
