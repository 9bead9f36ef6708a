-- What a change did to each field and why, as JSON: f field, o old value (absent: nobody looked), v value, s what became
-- of it, m map (absent: the change's own), l line in its file, h how, d what was decided in a conflict. Null where
-- nothing was written and nobody need act. It goes with its row.
alter table row_change add column account varchar(1000000);

-- Outcomes that the row had before its present one, a line each: milliseconds since 1970, outcome, reason, what it waited
-- for or what was expected; and what woke it. Null for most.
alter table row_change add column earlier varchar(8000);
