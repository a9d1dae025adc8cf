;;; check.el --- What Emacs makes of the sample and the examples, for Scripts/test-editors  -*- lexical-binding: t; -*-

;;; Code:

(let ((root (getenv "CBS_TEST_ROOT")))
  (load-file (getenv "CBS_TEST_MODE"))
  ;; The sample with the name of a face before each run of characters that have it.
  (with-current-buffer (find-file-noselect (expand-file-name "Tests/Editors/sample.cbs" root))
    (font-lock-ensure)
    (princ (format "%s\n" major-mode))
    (let ((last nil))
      (dotimes (index (1- (point-max)))
        (let ((face (get-text-property (1+ index) 'face)))
          (unless (equal face last) (princ (format "<%s>" (or face ""))))
          (setq last face)
          (princ (char-to-string (char-after (1+ index))))))))
  ;; The examples are laid out canonically: indenting them changes nothing.
  (dolist (file (directory-files-recursively (expand-file-name "Examples" root) "\\.cbs\\'"))
    (with-current-buffer (find-file-noselect file)
      (let ((before (buffer-string)) (inhibit-message t))
        (indent-region (point-min) (point-max))
        (unless (equal before (buffer-string)) (princ (format "indented otherwise: %s\n" file)))))))

;;; check.el ends here
