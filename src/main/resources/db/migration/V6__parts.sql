-- A dropped zip has several files of rows; which one a row stands in is part of its place.
alter table row_change add column part varchar(1000) default '' not null;
