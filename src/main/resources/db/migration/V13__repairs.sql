-- The rows of such a file make the other side as this one is, whatever both last agreed on.
alter table drop_file add column repair boolean default false not null;
