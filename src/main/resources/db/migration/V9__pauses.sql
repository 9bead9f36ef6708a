-- Maps and directions that a person paused. They stay here until what queued up meanwhile is done.
create table pause (
    map       varchar(100) not null,
    direction varchar(20)  not null,
    up_to     bigint,                -- null while paused; then the newest change there was when it was resumed
    primary key (map, direction)
);
