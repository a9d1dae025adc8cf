import CommandLanguage

// Subjects that people look up by a word of their trade rather than by a command.
extension LanguageTopic {
    static let conditionsText = """
        A condition picks rows. A bare word is a field of the row, a text is quoted.

          city = "Köln"                           != < <= > >= compare; texts by their letters
          city ~ "k*"                             a pattern: * any text, ? one character
          status in ("active", "inactive")        one of several; "not in" none of them
          email in ("a@example.com",)             a list of one ends with a comma
          city = none                             no value: there is no empty text
          number(age) > 18                        fields are texts; number(…) reads one
          created > now() - 2 days                instants; see "help dates"
          field("Kd Nr") = "7"                    a field whose name has a space
          city = "Köln" and not (age = none or status = "unsubscribed")

        Tab offers fields, and within quotes the values that are known.

        examples:
          recipients of Newsletter where city ~ "k*" and status = "active"
          restore 3 where email in ("anna@example.com", "ben@example.com")
          backups where reason = "import" and created > now() - 2 days
        """

    static let groupText = """
        A group is a list of recipients under a name. Names of one word need no quotes; a name
        with a space, a comma or parentheses is quoted: "Kunden (alt)". A name that is a keyword,
        such as "new", is quoted as well. Names are case-sensitive.

          groups                            the groups, with how many recipients each has
          show group NAME                   one of them
          recipients of NAME                who is in it
          create group NAME                 an empty one; "import … into new group NAME" fills one
          rename group NAME to NAME
          delete group NAME                 the backup that this makes can bring it back
          deleted groups                    those that can be brought back

        examples:
          recipients of Newsletter where status = "active" limit 10
          rename group "Kunden (alt)" to Kunden
        """

    static let backupText = """
        A backup holds a group as it was before a change. Imports, restores, undos and deletions of
        groups make one each, unless backups are off; it expires after the retention time.

          backups of NAME                   those of a group, the newest last
          show backup 7                     one of them, with its first recipients
          changes of backup 7               what the change that it was made for did
          recipients of backup 7            whom it holds
          compare backup 7 with NAME        what is different now
          undo backup 7                     takes back that one change, and keeps what came later
          restore 7                         brings the rows back as they were
          download backup 7 to FILE         writes them to a file
          set retention 31d                 how long backups are kept
          set backup off for NAME           no backups of a group

        "latest backup of NAME" is the newest one. Everything but "show" and "undo" takes it in place of
        "backup 7".

        examples:
          backups of Newsletter where created > now() - 2 days
          compare latest backup of Newsletter with Newsletter
          restore latest backup of Newsletter
        """

    static let undoText = """
        "undo" takes back the last change that left a backup: an import, a restore or the deletion of a
        group, but not an edit of a single recipient. It keeps everything that came later, field by field.
        Their results name the "undo backup N" that takes them back, and "redo" takes back the last undo.

        examples:
          undo
          undo of Newsletter
          undo backup 7 where city = "Bonn"
          rehearse undo backup 7
        """

    static let modeText = """
        A mode says which rows of a file or a backup apply.

          add          only those who are not in the group yet
          update       only those who are in it
          update-add   both; what "import" does unless told otherwise
          replace      both, and whoever is not among the rows is removed from the group

        examples:
          import list.csv into Newsletter --mode add
          restore 7 --mode replace
          rehearse import list.csv into Newsletter --mode replace
        """

    static let consentText = """
        Nobody who has unsubscribed becomes active again by an import, a restore or an undo. The exceptions
        are a row that was activated later than they left, and --resubscribe. The other fields of a row
        apply in any case; the result counts those who stay unsubscribed.

          unsubscribe EMAIL from NAME       records that somebody has left
          recipients of NAME where status = "unsubscribed"
          import FILE into NAME --map COLUMN=unsubscribed
                                            a column says who has left; see also "=subscribed", "=status"
          undo backup 7 --resubscribe       also reactivates those whom the change unsubscribed
          update recipient EMAIL of NAME deactivated=""
                                            takes it back, if it was a mistake
          add recipient EMAIL to NAME       subscribes somebody who was removed and has signed up again
          erase recipient EMAIL             removes an address for good, from backups too

        A group also remembers who had left before being removed from it, as a keyed hash of the address.
        An import is refused ("consent") if its sign-up columns are left out and somebody who has left
        would become active.

        examples:
          recipients of Newsletter where status = "unsubscribed" sort by deactivated desc
          unsubscribe anna@example.com from Newsletter
          rehearse import list.csv into Newsletter
        """

    static let datesText = """
        Days and times are those of the account's time zone ("show settings" names it) unless an offset
        is given.

          2026-01-31, 31.01.2026                      a day: its beginning
          2026-01-31T15:00, 31.01.2026T15:00          a time of day
          2026-01-31T15:00:00Z, 2026-01-31T15:00+01:00
          "31.01.2026 15:00"                          quoted, after "as of", "at" and "clock set"
          date("31.01.2026 15:00")                    the same in an expression
          now(), today(), today(-1)                   this instant, today, yesterday
          90s 45m 12h 31d 2w, 31 days, 1 hour         durations; a month has no fixed length

        examples:
          backups where created > now() - 2 days
          backups where day(created) = today(-1)
          recipients of Newsletter as of "31.01.2026 15:00"
        """

    static let asOfText = """
        NAME as of INSTANT is a group as it was: what the earliest backup holds that was made at or
        after the instant, or the group as it is now. A note says which backup that is, and a warning
        if changes in between left none. "help dates" shows how an instant is written.

        examples:
          recipients of Newsletter as of 2026-03-03
          compare Newsletter as of "03.03.2026 15:00" with Newsletter
          restore group Newsletter as of 2026-03-03T15:00
        """
}
