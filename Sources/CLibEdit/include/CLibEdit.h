/// libedit with fixed arguments: its own functions are variadic, which Swift cannot call.
///
/// The library is loaded when the first editor is made, so that a program that runs a script never pays for it, and one
/// on a system without it still runs. Texts are UTF-32, ended by 0. Nothing here may be used by two threads at once.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct cbs_editor cbs_editor;

/// What the editor asks of its owner.
typedef struct {
    void *context;
    /// Reads the next character. Returns 1, 0 at the end of the input, or -1 to give up the line.
    int (*read)(void *context, uint32_t *character);
    /// Runs one of the owner's commands and returns a `cbs_outcome`.
    int (*run)(void *context, int command);
} cbs_callbacks;

typedef enum {
    cbs_command_complete = 1,
    cbs_command_paste,
    cbs_command_up,
    cbs_command_down,
    cbs_command_search
} cbs_command;

/// What the editor does after a command of its owner.
typedef enum {
    /// Nothing.
    cbs_outcome_nothing,
    /// Shows the changed line.
    cbs_outcome_refresh,
    /// Shows prompt and line anew, below what the command has written.
    cbs_outcome_redisplay,
    /// Sounds the bell.
    cbs_outcome_beep
} cbs_outcome;

/// Whether libedit is there and knows how to drive a terminal of this type.
bool cbs_editor_can_drive(const char *terminal);

/// Makes an editor that reads standard input and writes to standard output, or to standard error; null if it cannot.
cbs_editor *cbs_editor_create(const char *program, bool writes_to_errors, cbs_callbacks callbacks);
void cbs_editor_destroy(cbs_editor *editor);

/// Whether the keys are those of vi.
bool cbs_editor_is_vi(const cbs_editor *editor);

/// Binds keys to one of the editor's commands, in the map of inserting or in vi's map of commands.
void cbs_editor_bind(cbs_editor *editor, bool alternative, const char *keys, const char *command);

/// Runs one line of an editrc file. Lines for other programs do nothing.
void cbs_editor_configure(cbs_editor *editor, const char *line);

/// Whether a line of an editrc file chooses the keys of vi or of emacs, which undoes all bindings.
bool cbs_editor_chooses_keys(const char *line);

/// Reads a line. The result holds until the next call; null with a length of 0 at the end of the input and of -1 where
/// reading was given up.
///
/// - prompt: what stands between two characters 1 is sent to the terminal and takes no room; it must not stand last.
const uint32_t *cbs_editor_read_line(cbs_editor *editor, const uint32_t *prompt, int *length);

/// The line as it is, not ended by 0.
const uint32_t *cbs_editor_line(cbs_editor *editor, int *length, int *cursor);
void cbs_editor_insert(cbs_editor *editor, const uint32_t *text);
void cbs_editor_delete_before_cursor(cbs_editor *editor, int count);
/// Replaces the whole line; the cursor is behind it then.
void cbs_editor_set_line(cbs_editor *editor, const uint32_t *text);

void cbs_editor_clear_history(cbs_editor *editor);
void cbs_editor_add_history(cbs_editor *editor, const uint32_t *text);

/// Puts the terminal into the mode for editing, or back into that for everything else.
void cbs_editor_set_editing(cbs_editor *editor, bool editing);
/// Shows prompt and line anew.
void cbs_editor_refresh(cbs_editor *editor);
/// The same, with another prompt for this time.
void cbs_editor_show(cbs_editor *editor, const uint32_t *prompt);
/// Takes the size of the window anew.
void cbs_editor_resize(cbs_editor *editor);
