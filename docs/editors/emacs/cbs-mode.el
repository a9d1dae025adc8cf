;;; cbs-mode.el --- Major mode for scripts of cbs, the contact backup shell  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0
;; Version: 1.0.0
;; Package-Requires: ((emacs "26.1"))
;; Keywords: languages

;;; Commentary:

;; Colours, indentation and comments for files that end in .cbs.
;; Written by Scripts/generate-docs from docs/editors/templates/cbs-mode.el and the command table; edit these.

;;; Code:

(require 'seq)

(defgroup cbs nil
  "Scripts of cbs, the contact backup shell."
  :group 'languages)

(defcustom cbs-indentation 4
  "How many columns a block stands further in."
  :type 'natnum
  :safe #'natnump)

(defconst cbs-mode--commands
  '(
    ("set time zone")
    ("create group" "--fields")
    ("rename group" "to")
    ("delete group" "via" "--note")
    ("show group")
    ("export group" "where" "show" "to" "--format" "--overwrite" "--spreadsheet-safe")
    ("show backup")
    ("show recipient" "of" "group" "to" "--overwrite")
    ("add recipient" "to" "group")
    ("update recipient" "of" "group")
    ("remove recipient" "from" "group")
    ("erase recipient")
    ("show settings")
    ("show store")
    ("set backup" "on" "off" "for" "group")
    ("set retention")
    ("set guard" "warn" "refuse" "off")
    ("set format" "table" "records" "json" "csv")
    ("clock set")
    ("clock advance")
    ("clock reset")
    ("compare" "backup" "latest" "of" "group" "as" "with" "where" "limit")
    ("import" "into" "new" "group" "via" "--mode" "--map" "--empty" "--delimiter" "--encoding" "--sheet" "--format" "--resubscribe" "--strict" "--rejects" "--guard" "--note")
    ("download" "backup" "latest" "of" "group" "where" "show" "to" "--format" "--overwrite" "--spreadsheet-safe")
    ("restore" "backup" "latest" "of" "group" "as" "into" "new" "where" "--mode" "--only" "--empty" "--resubscribe" "--note")
    ("undo" "of" "group" "backup" "latest" "where" "--only" "--resubscribe" "--note")
    ("redo" "--resubscribe" "--note")
    ("timeline" "of" "group" "to" "--overwrite")
    ("unsubscribe" "from" "group")
    ("record" "open" "click" "bounce" "of" "in" "group" "at" "campaign")
    ("clock")
    ("verify")
    ("purge" "--now")
    ("run")
    ("help")
    ("history")
    ("quit")
    ("exit"))
  "For each command its verb, then the words and options that may follow.")

(defconst cbs-mode--statements
  '("let" "param" "if" "for" "include" "print" "scenario" "expect" "try" "rehearse" "skip" "else")
  "The words that begin a statement which is not a command.")

(defconst cbs-mode--rows
  '("groups" "deleted" "backups" "recipients" "changes" "find" "rows" "fields" "activity" "log")
  "The kinds of rows.")

(defconst cbs-mode--query-words
  '("of" "group" "groups" "latest" "backup" "recipient" "as" "where" "count" "sort" "by" "asc" "desc" "limit" "show")
  "The words of queries and records.")

(defconst cbs-mode--functions
  '("count" "exists" "first" "last" "now" "today" "day" "date" "number" "text" "lower" "upper" "trim" "length" "replace" "split" "join" "default" "field" "sum" "min" "max")
  "The functions.")

(defconst cbs-mode--error-codes
  '("syntax" "unknown-command" "unknown-option" "unknown-variable" "unknown-field" "unknown-column" "type-mismatch" "unknown-group" "duplicate-group" "unknown-backup" "expired-backup" "unknown-recipient" "duplicate-recipient" "invalid-name" "invalid-email" "invalid-value" "missing-email-column" "malformed-file" "unreadable-file" "file-exists" "consent" "read-only" "locked" "damaged" "storage" "clock-not-simulated" "clock-backwards" "expectation" "cancelled" "outcome-unknown" "suspicious" "usage")
  "What \"expect error\" may name.")

(defconst cbs-mode--units
  '("second" "seconds" "minute" "minutes" "hour" "hours" "day" "days" "week" "weeks")
  "The units of durations that are written out.")

(defun cbs-mode--words (words)
  "A regular expression for WORDS, with any white space for their blanks."
  (concat "\\_<\\(?:"
          (mapconcat (lambda (word) (replace-regexp-in-string " " "[ \t]+" (regexp-quote word) t t)) words "\\|")
          "\\)\\_>"))

(defconst cbs-mode--statement-start
  "\\(?:^\\|[;{}]\\|\\_<let[ \t]+\\(?:\\sw\\|\\s_\\)+[ \t]*=\\)[ \t]*"
  "What stands before a statement.")

(defun cbs-mode--statement-end ()
  "Where the statement around point ends."
  (save-excursion
    (let ((end nil))
      (while (not end)
        (skip-chars-forward "^;{}\"'#\n")
        (cond ((eobp) (setq end (point)))
              ((memq (char-after) '(?\" ?\'))
               (condition-case nil (forward-sexp) (scan-error (goto-char (point-max)))))
              ((and (eq (char-after) ?\n) (eq (char-before) ?\\)) (forward-char))
              ((and (eq (char-after) ?\#) (not (nth 4 (save-excursion (syntax-ppss (1+ (point)))))))
               (forward-char))
              (t (setq end (point)))))
      end)))

(defun cbs-mode--next-variable (limit)
  "Find the next variable before LIMIT that is not literal text."
  (let ((name "[[:alpha:]_][[:alnum:]_]*\\(?:\\.[[:alpha:]_][[:alnum:]_]*\\)*")
        (found nil))
    (while (and (not found) (re-search-forward (concat "\\$\\(?:" name "\\|{" name "}\\)") limit t))
      (let ((state (save-match-data (save-excursion (syntax-ppss (match-beginning 0))))))
        (setq found (and (memq (nth 3 state) '(nil ?\")) (not (nth 4 state))))))
    found))

(defun cbs-mode--command-keywords (entry)
  "The rule of font lock for ENTRY, a list of a verb and the words that may follow."
  `(,(concat cbs-mode--statement-start "\\(" (cbs-mode--words (list (car entry))) "\\)")
    (1 font-lock-builtin-face)
    ,@(when (cdr entry)
        `((,(cbs-mode--words (cdr entry)) (cbs-mode--statement-end) nil (0 font-lock-keyword-face))))))

(defconst cbs-mode--font-lock-keywords
  `((,(concat "\\_<\\(?:[0-9]\\{4\\}-[0-9][0-9]-[0-9][0-9]\\|[0-9][0-9]?\\.[0-9][0-9]?\\.[0-9]\\{4\\}\\)"
              "\\(?:T[0-9:.]+\\(?:Z\\|[-+][0-9][0-9]:?[0-9][0-9]\\)?\\)?\\_>")
     . font-lock-constant-face)
    (,(concat "\\_<[0-9]+\\(?:[smhdw]\\_>\\|[ \t]+" (cbs-mode--words cbs-mode--units) "\\)")
     . font-lock-constant-face)
    ("\\_<-?[0-9]+\\(?:\\.[0-9]+\\)?\\(?:e[-+]?[0-9]+\\)?\\_>" . font-lock-constant-face)
    (cbs-mode--next-variable (0 font-lock-variable-name-face prepend))
    (,(concat cbs-mode--statement-start "\\(" (cbs-mode--words cbs-mode--statements) "\\)")
     (1 font-lock-keyword-face))
    ("\\_<\\(?:let\\|param\\|for\\)[ \t]+\\([[:alpha:]_][[:alnum:]_]*\\)\\_>" (1 font-lock-variable-name-face))
    ("\\_<for[ \t]+\\(?:\\sw\\|\\s_\\)+[ \t]+\\(in\\)\\_>" (1 font-lock-keyword-face))
    ("\\_<else[ \t]+\\(if\\)\\_>" (1 font-lock-keyword-face))
    ("\\_<expect[ \t]+\\(error\\)\\_>" (1 font-lock-keyword-face)
     (,(cbs-mode--words (cons "matching" cbs-mode--error-codes)) (cbs-mode--statement-end) nil
      (0 font-lock-constant-face)))
    ;; Rows stand at a statement's start, after "=", "(" and the "in" of a loop.
    (,(concat "\\(?:" cbs-mode--statement-start "\\|[(=][ \t]*\\|\\_<in[ \t]+(?\\)\\("
              (cbs-mode--words cbs-mode--rows) "\\)")
     (1 font-lock-builtin-face)
     (,(cbs-mode--words cbs-mode--query-words) (cbs-mode--statement-end) nil (0 font-lock-keyword-face)))
    ("([ \t]*\\(group\\|backup\\|latest\\|recipient\\)\\_>[ \t]+[^ \t=<>!,)]" (1 font-lock-keyword-face))
    (,(concat "\\(" (cbs-mode--words cbs-mode--functions) "\\)[ \t]*(") (1 font-lock-function-name-face))
    (,(cbs-mode--words '("true" "false" "none")) . font-lock-constant-face)
    ,@(mapcar #'cbs-mode--command-keywords cbs-mode--commands))
  "The rules of font lock.")

(defvar cbs-mode-syntax-table
  (let ((table (make-syntax-table)))
    ;; A word is a run of anything but white space and "';{}(),=<>!$
    (mapc (lambda (character) (modify-syntax-entry character "_" table))
          (string-to-list "#%&*+-./:?@[]\\^_`|~"))
    (mapc (lambda (character) (modify-syntax-entry character "." table)) (string-to-list ";,=<>!$"))
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\' "\"" table)
    (modify-syntax-entry ?\{ "(}" table)
    (modify-syntax-entry ?\} "){" table)
    (modify-syntax-entry ?\( "()" table)
    (modify-syntax-entry ?\) ")(" table)
    (modify-syntax-entry ?\n ">" table)
    table)
  "The syntax of characters in scripts.")

(defun cbs-mode--code-p (position)
  "Whether POSITION is neither in a text nor in a comment."
  (not (nth 8 (save-excursion (syntax-ppss position)))))

(defconst cbs-mode--syntax-propertize
  (syntax-propertize-rules
   ;; A backslash is special in double quotes only.
   ("\\(\\\\\\)\\(?:.\\|\n\\)"
    (1 (when (eq ?\" (nth 3 (save-excursion (syntax-ppss (match-beginning 1))))) (string-to-syntax "\\"))))
   ;; A comment begins where a word could begin.
   ("\\(?:^\\|[ \t\"';{}(),=<>!]\\)\\(#\\)"
    (1 (when (cbs-mode--code-p (match-beginning 1)) (string-to-syntax "<"))))
   ("<<\\(-?\\)\\([^ \t\n\"';{}(),=<>!$]+\\)"
    (0 (when (cbs-mode--code-p (match-beginning 0))
         (cbs-mode--mark-heredoc (match-beginning 0) (match-string 2) (< (match-beginning 1) (match-end 1)))))))
  "Says where comments, escapes and here-documents are.")

(defun cbs-mode--mark-heredoc (start word strips)
  "Mark the lines after the one of START as a text, with the line WORD.
With STRIPS the line may have white space before it."
  (save-excursion
    (save-match-data
      (goto-char start)
      (forward-line)
      (let ((body (point)))
        (when (re-search-forward (concat "^" (if strips "[ \t]*" "") (regexp-quote word) "$") nil t)
          (put-text-property start (point) 'syntax-multiline t)
          (when (< (1+ body) (point))
            (put-text-property body (1+ body) 'syntax-table (string-to-syntax "|"))
            (put-text-property (1- (point)) (point) 'syntax-table (string-to-syntax "|")))))
      nil)))

(defun cbs-mode--line-indentation ()
  "The column for the current line; nil if the line is to be left alone."
  (save-excursion
    (beginning-of-line)
    (let ((state (syntax-ppss)))
      ;; Texts and here-documents are left alone; one begins with a character that delimits it.
      (unless (or (nth 3 state) (equal (get-text-property (point) 'syntax-table) (string-to-syntax "|")))
        (let ((depth (seq-count (lambda (open) (eq (char-after open) ?\{)) (nth 9 state)))
              (continued (or (eq (char-before (1- (point))) ?\\)
                             (and (nth 1 state) (eq (char-after (nth 1 state)) ?\()))))
          (skip-chars-forward " \t")
          (while (eq (char-after) ?\})
            (setq depth (1- depth))
            (forward-char)
            (skip-chars-forward " \t"))
          (* cbs-indentation (max 0 (+ depth (if continued 1 0)))))))))

(defun cbs-mode-indent-line ()
  "Indent the current line as \"cbs fmt\" does."
  (interactive)
  (let ((column (cbs-mode--line-indentation)))
    (if (null column)
        'noindent
      (if (<= (current-column) (current-indentation))
          (indent-line-to column)
        (save-excursion (indent-line-to column))))))

;;;###autoload
(define-derived-mode cbs-mode prog-mode "cbs"
  "Major mode for scripts of cbs, the contact backup shell."
  (setq-local comment-start "# ")
  (setq-local comment-start-skip "#+[ \t]*")
  (setq-local indent-tabs-mode nil)
  (setq-local indent-line-function #'cbs-mode-indent-line)
  (setq-local electric-indent-chars (append "{})" electric-indent-chars))
  (setq-local syntax-propertize-function cbs-mode--syntax-propertize)
  (add-hook 'syntax-propertize-extend-region-functions #'syntax-propertize-multiline nil t)
  (setq-local compile-command (concat "cbs check " (when buffer-file-name (shell-quote-argument buffer-file-name))))
  ;; Keywords in any case; texts and comments come from the syntax.
  (setq-local font-lock-defaults '(cbs-mode--font-lock-keywords nil t)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.cbs\\'" . cbs-mode))

(provide 'cbs-mode)
;;; cbs-mode.el ends here
