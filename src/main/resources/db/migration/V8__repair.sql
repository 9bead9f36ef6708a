-- A row that a person edited: what was dropped, and when it was edited last (milliseconds since 1970; 0: never).
alter table row_change add column original_payload varchar(1000000);
alter table row_change add column edited_at bigint default 0 not null;

-- Rows that the journal keeps no more, so that every row that was ever accepted is still counted.
create table purged_rows (
    drop_id   bigint       not null,
    map       varchar(100) not null,
    direction varchar(20)  not null,
    state     varchar(20)  not null,
    n         bigint       not null,
    primary key (drop_id, map, direction, state)
);
-- That a row was taken from this side once, also when the changes that said so are purged.
alter table link add column spoke_finops boolean default false not null;
alter table link add column spoke_dataverse boolean default false not null;
