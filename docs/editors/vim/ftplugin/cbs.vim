" Vim filetype plugin
" Language:  cbs, the contact backup shell

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:# commentstring=#\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal expandtab shiftwidth=4 softtabstop=4
" Blocks and here-documents fold; everything is open to begin with.
setlocal foldmethod=syntax foldlevel=99
setlocal suffixesadd=.cbs
" Options are words too, for completion and for the search under the cursor.
setlocal iskeyword+=-
if executable('cbs')
  setlocal makeprg=cbs\ check\ %:S
  " error[unknown-group]: there is no group "Newsleter", and in the next line the place
  setlocal errorformat=%Eerror[%*[^]]]:\ %m,%Z\ %#%f:%l:%c,%-G%.%#
endif

let b:undo_ftplugin = 'setlocal comments< commentstring< formatoptions< expandtab< shiftwidth< softtabstop<'
      \ . ' foldmethod< foldlevel< suffixesadd< iskeyword< makeprg< errorformat<'
