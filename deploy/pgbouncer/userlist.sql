-- Lines of pgbouncer's auth_file for all readers, as a superuser:
--     psql --no-align --tuples-only --file userlist.sql ADDRESS > /etc/pgbouncer/userlist.txt
-- They hold what the server keeps of the passwords (SCRAM), not the passwords. Make them again when a login is added.
SELECT DISTINCT format('"%s" "%s"', login.rolname, login.rolpassword)
FROM pg_authid AS login
INNER JOIN pg_auth_members AS membership ON login.oid = membership.member
INNER JOIN pg_roles AS kind ON membership.roleid = kind.oid
WHERE kind.rolname IN ('onrecord_analyst', 'onrecord_bi') AND login.rolcanlogin AND login.rolpassword LIKE 'SCRAM%';
