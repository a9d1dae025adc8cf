import CommandLanguage

extension LanguageTopic {
    /// The keys of the interactive shell.
    static let keysText = """
        The shell edits lines as emacs does; "bind -v" in ~/.editrc makes it vi.

        moving
          Left, Right, ^B, ^F         by a character
          Alt-B, Alt-F, ^Left, ^Right by a word
          Home, End, ^A, ^E           to the beginning, to the end
        editing
          Backspace, Delete, ^D       remove a character; ^D leaves if there is none
          ^W; Alt-D, ^Delete          remove the word before, after
          ^U, ^K                      remove the line, what follows
          ^Y                          put back what was removed last
        history
          Up, Down                    older, newer statements that hold what is typed
          ^P, ^N                      older, newer statements
          ^R                          search backwards; again for the next match
          a blank first               keeps a statement out of it; "history" lists it
        completing
          Tab                         completes what may stand here, or lists what may
        vi (after "bind -v")
          Esc                         to commands: h l w b 0 $ x dw dd u p / n
          i, a, A                     back to typing
        running
          Enter                       runs, or asks for the rest of what is open
          ^C                          clears the line; stops a command before it changes anything
          ^D                          leaves, as "quit" does
          ^Z                          suspends; "fg" comes back

        Pasted lines run only at Enter.
        """
}
