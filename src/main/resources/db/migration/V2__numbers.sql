-- Numbers given to rows of Sales that had none. A row keeps its number for ever, however often it is dropped.
create table given_number (
    map      varchar(100) not null,
    row_id   varchar(100) not null, -- the row's GUID in Dataverse
    prefix   varchar(20)  not null,
    sequence bigint       not null,
    number   varchar(20)  not null,
    primary key (map, row_id),
    constraint given_number_sequence unique (prefix, sequence)
);
