#include "CLibEdit.h"
#include <dlfcn.h>
#include <histedit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wide characters are UTF-32");

struct cbs_editor {
    EditLine *line;
    HistoryW *history;
    cbs_callbacks callbacks;
    const wchar_t *prompt;
};

/// What is used of the library.
static struct {
    EditLine *(*init)(const char *, FILE *, FILE *, FILE *);
    void (*end)(EditLine *);
    int (*set)(EditLine *, int, ...);
    int (*wset)(EditLine *, int, ...);
    int (*get)(EditLine *, int, ...);
    const wchar_t *(*wgets)(EditLine *, int *);
    const LineInfoW *(*wline)(EditLine *);
    int (*winsertstr)(EditLine *, const wchar_t *);
    void (*deletestr)(EditLine *, int);
    int (*cursor)(EditLine *, int);
    int (*parse)(EditLine *, int, const char **);
    void (*resize)(EditLine *);
    HistoryW *(*history_init)(void);
    void (*history_end)(HistoryW *);
    int (*history)(HistoryW *, HistEventW *, int, ...);
    Tokenizer *(*tok_init)(const char *);
    void (*tok_end)(Tokenizer *);
    int (*tok_str)(Tokenizer *, const char *, int *, const char ***);
    int (*tgetent)(char *, const char *);
} libedit;

static bool load(void) {
    static enum { untried, loaded, missing } state = untried;
    if (state != untried) return state == loaded;
    state = missing;
#ifdef __APPLE__
    void *library = dlopen("/usr/lib/libedit.3.dylib", RTLD_NOW | RTLD_LOCAL);
#else
    void *library = dlopen("libedit.so.2", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) library = dlopen("libedit.so.0", RTLD_NOW | RTLD_LOCAL);
#endif
    if (library == NULL) return false;
#define FIND(member, symbol)                                          \
    do {                                                              \
        *(void **)&libedit.member = dlsym(library, symbol);           \
        if (libedit.member == NULL) return false;                     \
    } while (0)
    FIND(init, "el_init");
    FIND(end, "el_end");
    FIND(set, "el_set");
    FIND(wset, "el_wset");
    FIND(get, "el_get");
    FIND(wgets, "el_wgets");
    FIND(wline, "el_wline");
    FIND(winsertstr, "el_winsertstr");
    FIND(deletestr, "el_deletestr");
    FIND(cursor, "el_cursor");
    FIND(parse, "el_parse");
    FIND(resize, "el_resize");
    FIND(history_init, "history_winit");
    FIND(history_end, "history_wend");
    FIND(history, "history_w");
    FIND(tok_init, "tok_init");
    FIND(tok_end, "tok_end");
    FIND(tok_str, "tok_str");
    FIND(tgetent, "tgetent");
#undef FIND
    state = loaded;
    return true;
}

bool cbs_editor_can_drive(const char *terminal) {
    // Some libraries fill a buffer, which is to hold 2 KB.
    static char description[4096];
    return load() && libedit.tgetent(description, terminal) > 0;
}

// Called by the library

static cbs_editor *owner(EditLine *line) {
    void *editor = NULL;
    libedit.get(line, EL_CLIENTDATA, &editor);
    return editor;
}

static wchar_t *show_prompt(EditLine *line) { return (wchar_t *)owner(line)->prompt; }

static int read_character(EditLine *line, wchar_t *character) {
    cbs_editor *editor = owner(line);
    uint32_t read = 0;
    int count = editor->callbacks.read(editor->callbacks.context, &read);
    *character = (wchar_t)read;
    return count;
}

static unsigned char run(EditLine *line, cbs_command command) {
    cbs_editor *editor = owner(line);
    switch (editor->callbacks.run(editor->callbacks.context, command)) {
    case cbs_outcome_refresh: return CC_REFRESH;
    case cbs_outcome_redisplay: return CC_REDISPLAY;
    case cbs_outcome_beep: return CC_ERROR;
    default: return CC_NORM;
    }
}

static unsigned char complete(EditLine *line, int key) {
    (void)key;
    return run(line, cbs_command_complete);
}

static unsigned char paste(EditLine *line, int key) {
    (void)key;
    return run(line, cbs_command_paste);
}

static unsigned char move_up(EditLine *line, int key) {
    (void)key;
    return run(line, cbs_command_up);
}

static unsigned char move_down(EditLine *line, int key) {
    (void)key;
    return run(line, cbs_command_down);
}

static unsigned char search(EditLine *line, int key) {
    (void)key;
    return run(line, cbs_command_search);
}

// Libedit's own stop before the last character where the keys are those of vi, also while inserting.

static unsigned char move_right(EditLine *line, int key) {
    (void)key;
    const LineInfoW *text = libedit.wline(line);
    if (text->cursor == text->lastchar) return CC_ERROR;
    libedit.cursor(line, 1);
    return CC_CURSOR;
}

static unsigned char move_to_end(EditLine *line, int key) {
    (void)key;
    const LineInfoW *text = libedit.wline(line);
    libedit.cursor(line, (int)(text->lastchar - text->cursor));
    return CC_CURSOR;
}

// Editors

cbs_editor *cbs_editor_create(const char *program, bool writes_to_errors, cbs_callbacks callbacks) {
    if (!load()) return NULL;
    cbs_editor *editor = calloc(1, sizeof *editor);
    if (editor == NULL) return NULL;
    editor->callbacks = callbacks;
    editor->prompt = L"";
    editor->line = libedit.init(program, stdin, writes_to_errors ? stderr : stdout, stderr);
    editor->history = libedit.history_init();
    if (editor->line == NULL || editor->history == NULL) {
        cbs_editor_destroy(editor);
        return NULL;
    }
    HistEventW event;
    libedit.history(editor->history, &event, H_SETSIZE, 1 << 20);
    libedit.set(editor->line, EL_CLIENTDATA, editor);
    libedit.set(editor->line, EL_SIGNAL, 0);
    // Return and line feed arrive as what they are, so that a pasted CRLF can be told from two line ends.
    libedit.set(editor->line, EL_SETTY, "-d", "-icrnl", "-inlcr", NULL);
    libedit.set(editor->line, EL_EDITOR, "emacs");
    libedit.wset(editor->line, EL_PROMPT_ESC, show_prompt, L'\1');
    libedit.wset(editor->line, EL_HIST, libedit.history, editor->history);
    libedit.wset(editor->line, EL_GETCFN, read_character);
    libedit.set(editor->line, EL_ADDFN, "cbs-complete", "Complete what stands before the cursor", complete);
    libedit.set(editor->line, EL_ADDFN, "cbs-paste", "Insert what is pasted", paste);
    libedit.set(editor->line, EL_ADDFN, "cbs-up", "Recall an earlier line with what is typed", move_up);
    libedit.set(editor->line, EL_ADDFN, "cbs-down", "Recall a later line with what is typed", move_down);
    libedit.set(editor->line, EL_ADDFN, "cbs-search", "Search earlier lines", search);
    libedit.set(editor->line, EL_ADDFN, "cbs-right", "Move over a character", move_right);
    libedit.set(editor->line, EL_ADDFN, "cbs-end", "Move behind the last character", move_to_end);
    return editor;
}

void cbs_editor_destroy(cbs_editor *editor) {
    if (editor->line != NULL) libedit.end(editor->line);
    if (editor->history != NULL) libedit.history_end(editor->history);
    free(editor);
}

bool cbs_editor_is_vi(const cbs_editor *editor) {
    const char *name = NULL;
    return libedit.get(editor->line, EL_EDITOR, &name) == 0 && name != NULL && strcmp(name, "vi") == 0;
}

void cbs_editor_bind(cbs_editor *editor, bool alternative, const char *keys, const char *command) {
    if (alternative) {
        libedit.set(editor->line, EL_BIND, "-a", keys, command, NULL);
    } else {
        libedit.set(editor->line, EL_BIND, keys, command, NULL);
    }
}

/// Cuts a line into words; the tokenizer keeps them, and the caller ends it.
static Tokenizer *tokenize(const char *line, int *count, const char ***words) {
    *count = 0;
    Tokenizer *tokenizer = libedit.tok_init(NULL);
    if (tokenizer == NULL) return NULL;
    if (libedit.tok_str(tokenizer, line, count, words) != 0) *count = 0;
    return tokenizer;
}

void cbs_editor_configure(cbs_editor *editor, const char *line) {
    int count;
    const char **words;
    Tokenizer *tokenizer = tokenize(line, &count, &words);
    if (count > 0) libedit.parse(editor->line, count, words);
    if (tokenizer != NULL) libedit.tok_end(tokenizer);
}

bool cbs_editor_chooses_keys(const char *line) {
    if (!load()) return false;
    int count;
    const char **words;
    Tokenizer *tokenizer = tokenize(line, &count, &words);
    bool chooses = false;
    if (count == 2) {
        const char *colon = strchr(words[0], ':');
        const char *verb = colon == NULL ? words[0] : colon + 1;
        chooses = strcmp(verb, "bind") == 0 && (strcmp(words[1], "-v") == 0 || strcmp(words[1], "-e") == 0);
    }
    if (tokenizer != NULL) libedit.tok_end(tokenizer);
    return chooses;
}

const uint32_t *cbs_editor_read_line(cbs_editor *editor, const uint32_t *prompt, int *length) {
    editor->prompt = (const wchar_t *)prompt;
    const wchar_t *line = libedit.wgets(editor->line, length);
    editor->prompt = L"";
    return (const uint32_t *)line;
}

const uint32_t *cbs_editor_line(cbs_editor *editor, int *length, int *cursor) {
    const LineInfoW *line = libedit.wline(editor->line);
    *length = (int)(line->lastchar - line->buffer);
    *cursor = (int)(line->cursor - line->buffer);
    return (const uint32_t *)line->buffer;
}

void cbs_editor_insert(cbs_editor *editor, const uint32_t *text) {
    libedit.winsertstr(editor->line, (const wchar_t *)text);
}

void cbs_editor_delete_before_cursor(cbs_editor *editor, int count) { libedit.deletestr(editor->line, count); }

void cbs_editor_set_line(cbs_editor *editor, const uint32_t *text) {
    const LineInfoW *line = libedit.wline(editor->line);
    libedit.cursor(editor->line, (int)(line->lastchar - line->cursor));
    libedit.deletestr(editor->line, (int)(line->lastchar - line->buffer));
    libedit.winsertstr(editor->line, (const wchar_t *)text);
}

void cbs_editor_clear_history(cbs_editor *editor) {
    HistEventW event;
    libedit.history(editor->history, &event, H_CLEAR);
}

void cbs_editor_add_history(cbs_editor *editor, const uint32_t *text) {
    HistEventW event;
    libedit.history(editor->history, &event, H_ENTER, (const wchar_t *)text);
}

void cbs_editor_set_editing(cbs_editor *editor, bool editing) {
    libedit.set(editor->line, EL_PREP_TERM, editing ? 1 : 0);
}

void cbs_editor_refresh(cbs_editor *editor) { libedit.set(editor->line, EL_REFRESH); }

void cbs_editor_show(cbs_editor *editor, const uint32_t *prompt) {
    const wchar_t *usual = editor->prompt;
    editor->prompt = (const wchar_t *)prompt;
    cbs_editor_refresh(editor);
    editor->prompt = usual;
}

void cbs_editor_resize(cbs_editor *editor) { libedit.resize(editor->line); }
