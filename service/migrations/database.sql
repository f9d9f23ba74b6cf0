-- The rights in a fresh database of the product. Run in that database by its administrator or by
-- zhuanhu_owner, after roles.sql. Running it again changes nothing.

do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format('grant connect on database %I to zhuanhu_app', current_database());
end $$;

revoke all on schema public from public;
grant usage on schema public to zhuanhu_app;
