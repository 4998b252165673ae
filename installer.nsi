; The installer for one person on one PC: no administrator rights, no internet, never touches data.
; Built by `python3 tools/dev.py package`, which gives it:
;   VERSION  1.2.3                    PAYLOAD  folder of the program (with manifest.json, files.txt)
;   FILES    generated list of the payload's files in a fixed order    OUTFILE  setup.exe to write
;   ICON     cusdesk.ico              SIDE     picture beside the first and last page
;   KILOBYTES  size for the list of programs    LICENCE  text shown before installing
;   QUICK    only for trials: light compression       NSIS64  only for trials under 64-bit Wine
; Its exit codes and switches are described in docs/packaging.md.

Unicode true
!ifdef NSIS64
  Target amd64-unicode
!endif
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include TextFunc.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh

!define NAME "cusdesk"
!define MUTEX "cusdesk-dziala"          ; the same as RUNNING_MARK in cusdesk/core/windows.py
!define MARK_OFFICE "cusdesk.biuro"     ; what Windows calls our two kinds of files
!define MARK_EXCHANGE "cusdesk.wymiana"
!define KEY_SETTINGS "Software\cusdesk"
!define KEY_REMOVE "Software\Microsoft\Windows\CurrentVersion\Uninstall\cusdesk"
!define KEY_CLASSES "Software\Classes"
!define LEAST_BUILD 17763               ; Windows 10 1809: what Qt 6.11 asks for
!define NEW "program.nowy"
!define OLD "program.poprzedni"
!define OLDER "program.starszy"
!define REPAIRED "program.naprawiany"
!define TRIES 15                        ; a virus scanner lets go of a new file within seconds
!define WAIT_S 60

!define DONE 0
!define BAD_WINDOWS 10
!define NEWER_THERE 11
!define RUNNING 12
!define NOT_WRITTEN 13
!define NOT_STARTING 14
!define NOTHING_BEFORE 15

Name "${NAME}"
OutFile "${OUTFILE}"
InstallDir "$LOCALAPPDATA\Programs\cusdesk"
InstallDirRegKey HKCU "${KEY_SETTINGS}" "InstallDir"
RequestExecutionLevel user
ManifestSupportedOS all
ManifestDPIAware true
AllowSkipFiles off
CRCCheck force
ShowInstDetails nevershow
ShowUninstDetails nevershow
SetOverwrite on
SetDateSave on
BrandingText "cusdesk ${VERSION}"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=1045 "ProductName" "cusdesk"
VIAddVersionKey /LANG=1045 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1045 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1045 "FileDescription" "Instalator programu cusdesk"
VIAddVersionKey /LANG=1045 "LegalCopyright" "Licencja EUPL 1.2"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Instalacja programu cusdesk ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Program zainstaluje się tylko dla Ciebie. Nie potrzeba uprawnień administratora ani internetu.$\r$\n$\r$\nJeżeli cusdesk już tu jest, zostanie zastąpiony nową wersją. Dane biura zostaną tam, gdzie są: instalator ich nie dotyka.$\r$\n$\r$\nPrzed instalacją zamknij program cusdesk."
!define MUI_LICENSEPAGE_BUTTON "&Dalej >"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "Program jest bezpłatny i otwarty. Licencja EUPL mówi, co wolno z nim robić."
!define MUI_FINISHPAGE_TITLE "Program jest zainstalowany"
!define MUI_FINISHPAGE_TEXT "Program cusdesk ${VERSION} sprawdzono na tym komputerze i jest gotowy. Znajdziesz go w menu Start pod nazwą cusdesk."
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION Start
!define MUI_FINISHPAGE_RUN_TEXT "Uruchom cusdesk"

!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipPage
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipPage
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipPage
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_PAGE_CUSTOMFUNCTION_PRE SkipPage
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Polish"

Var Code          ; exit code to leave with
Var Started       ; "1" while the disk may hold a half-made new version
Var Moved         ; the other name the old version has for a moment, else empty
Var Before        ; version that was installed, empty for none

; --- what the installer and the uninstaller share --------------------------------------------

!macro Shared UN

; Leave with an exit code after saying why; a silent run says nothing.
Function ${UN}Refuse              ; code, sentence on the stack
  Exch $0
  Exch
  Exch $1
  IfSilent +2
    MessageBox MB_OK|MB_ICONEXCLAMATION "$0"
  StrCpy $Code $1
  SetErrorLevel $1
  Pop $1
  Pop $0
  SetErrors
FunctionEnd

; Push "1" when the program runs, else "0"; with /CZEKAJ only after waiting for its end.
Function ${UN}IsRunning
  Push $0
  Push $1
  Push $2
  StrCpy $2 0
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/CZEKAJ" $1
  ${IfNot} ${Errors}
    StrCpy $2 ${WAIT_S}
  ${EndIf}
  ${Do}
    System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "${MUTEX}") p .r0'
    ${If} $0 P= 0
      StrCpy $0 "0"
      ${ExitDo}
    ${EndIf}
    System::Call 'kernel32::CloseHandle(p r0)'
    StrCpy $0 "1"
    ${If} $2 = 0
      ${ExitDo}
    ${EndIf}
    IntOp $2 $2 - 1
    Sleep 1000
  ${Loop}
  Pop $2
  Pop $1
  Exch $0
FunctionEnd

; Rename below $INSTDIR, as often as a scanner may hold a file. Sets the error flag at the end.
Function ${UN}Move                ; from, to on the stack
  Exch $1
  Exch
  Exch $0
  Push $2
  StrCpy $2 0
  ${Do}
    ClearErrors
    Rename "$INSTDIR\$0" "$INSTDIR\$1"
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    IntOp $2 $2 + 1
    ${If} $2 >= ${TRIES}
      SetErrors
      ${ExitDo}
    ${EndIf}
    Sleep 1000
  ${Loop}
  Pop $2
  Pop $0
  Pop $1
FunctionEnd

; Remove exactly what a version's own list names, folders only when they are empty then.
; What a person has put there stays: the folder gets the name pozostawione-<number>.
Function ${UN}RemoveListed        ; folder below $INSTDIR on the stack
  Exch $0
  Push $1
  Push $2
  Push $3
  InitPluginsDir
  ClearErrors
  CopyFiles /SILENT "$INSTDIR\$0\files.txt" "$PLUGINSDIR\files.txt"
  FileOpen $1 "$PLUGINSDIR\files.txt" r
  ${IfNot} ${Errors}
    ${Do}
      ClearErrors
      FileRead $1 $2
      ${If} ${Errors}
        ${ExitDo}
      ${EndIf}
      ${TrimNewLines} $2 $2
      StrCpy $3 $2 1 -1
      ${If} $3 == "\"
        RMDir "$INSTDIR\$0\$2"
      ${ElseIf} $2 != ""
        Delete "$INSTDIR\$0\$2"
      ${EndIf}
    ${Loop}
    FileClose $1
    Delete "$INSTDIR\$0\files.txt"
  ${EndIf}
  RMDir "$INSTDIR\$0"
  ${If} ${FileExists} "$INSTDIR\$0\*.*"
    StrCpy $3 1
    ${DoWhile} ${FileExists} "$INSTDIR\pozostawione-$3\*.*"
      IntOp $3 $3 + 1
    ${Loop}
    Rename "$INSTDIR\$0" "$INSTDIR\pozostawione-$3"
  ${EndIf}
  ClearErrors
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; The version that lies in a folder below $INSTDIR, empty for none.
Function ${UN}VersionIn           ; folder on the stack; version on the stack afterwards
  Exch $0
  Push $1
  ClearErrors
  FileOpen $1 "$INSTDIR\$0\version.txt" r
  ${If} ${Errors}
    StrCpy $0 ""
  ${Else}
    FileRead $1 $0
    FileClose $1
    ${TrimNewLines} $0 $0
  ${EndIf}
  ClearErrors
  Pop $1
  Exch $0
FunctionEnd

; One line for support: what was done to this folder last.
Function ${UN}WriteLog            ; sentence on the stack
  Exch $0
  Push $1
  ClearErrors
  FileOpen $1 "$INSTDIR\instalacja.log" a
  ${IfNot} ${Errors}
    FileSeek $1 0 END
    FileWrite $1 "$0$\r$\n"
    FileClose $1
  ${EndIf}
  ClearErrors
  Pop $1
  Pop $0
FunctionEnd

Function ${UN}RegisterVersion     ; version on the stack
  Exch $0
  WriteRegStr HKCU "${KEY_REMOVE}" "DisplayName" "cusdesk"
  WriteRegStr HKCU "${KEY_REMOVE}" "DisplayVersion" "$0"
  Pop $0
FunctionEnd

!macroend
!insertmacro Shared ""
!insertmacro Shared "un."

; --- installing --------------------------------------------------------------------------------

Function Start
  Exec '"$INSTDIR\program\python\Cusdesk.exe" -m cusdesk'
FunctionEnd

; An update from the program's own window (/URUCHOM) has been asked about there: only the work is
; shown, and the last page, which offers to start the program, would start it twice.
Function SkipPage
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/URUCHOM" $1
  ${IfNot} ${Errors}
    Abort
  ${EndIf}
FunctionEnd

Function .onInit
  StrCpy $Started "0"
  StrCpy $Moved ""
  StrCpy $Code ${DONE}
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    Goto too_old
  ${EndIf}
  ${IfNot} ${AtLeastBuild} ${LEAST_BUILD}
    Goto too_old
  ${EndIf}
  Return
  too_old:
    Push ${BAD_WINDOWS}
    Push "cusdesk działa w 64-bitowym Windows 10 (wersja 1809 lub nowsza) albo Windows 11. Na tym komputerze jest starszy system. Niczego nie zmieniono."
    Call Refuse
    Abort
FunctionEnd

; Look at the folder that was chosen; the error flag is set when nothing may be done there.
Function CheckTarget
  Call IsRunning
  Pop $0
  ${If} $0 == "1"
    Push ${RUNNING}
    Push "Program cusdesk jest teraz uruchomiony. Zamknij go i uruchom instalator jeszcze raz. Niczego nie zmieniono."
    Call Refuse
    Return
  ${EndIf}
  Call Recover
  Push "program"
  Call VersionIn
  Pop $Before
  ${If} $Before != ""
    ${VersionCompare} "$Before" "${VERSION}" $0
    ${If} $0 = 1
      Push ${NEWER_THERE}
      Push "Na tym komputerze jest nowsza wersja ($Before) niż ta (${VERSION}). Starsza mogłaby nie otworzyć danych biura. Niczego nie zmieniono."
      Call Refuse
      Return
    ${EndIf}
  ${EndIf}
  ClearErrors
FunctionEnd

; A power cut may have come between the renames: the version that worked gets its place back.
Function Recover
  ${If} ${FileExists} "$INSTDIR\${REPAIRED}\version.txt"
  ${AndIfNot} ${FileExists} "$INSTDIR\program\version.txt"
    Push "${REPAIRED}"
    Push "program"
    Call Move
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${OLD}\version.txt"
  ${AndIfNot} ${FileExists} "$INSTDIR\program\version.txt"
    Push "${OLD}"
    Push "program"
    Call Move
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${OLDER}\version.txt"
  ${AndIfNot} ${FileExists} "$INSTDIR\${OLD}\version.txt"
    Push "${OLDER}"
    Push "${OLD}"
    Call Move
  ${EndIf}
  ; a new version that was never finished is wholly ours
  RMDir /r "$INSTDIR\${NEW}"
  ClearErrors
FunctionEnd

; Is every file as the manifest says, and does this version start here? Code in $0.
Function Prove
  StrCpy $0 ${DONE}
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 "/BEZPROBY" $2
  ${IfNot} ${Errors}
    StrCpy $3 "files"
  ${Else}
    StrCpy $3 "short"
  ${EndIf}
  ClearErrors
  DetailPrint "Sprawdzam nową wersję na tym komputerze..."
  nsExec::Exec /TIMEOUT=300000 '"$INSTDIR\${NEW}\python\cusdesk-konsola.exe" -m cusdesk --selftest $3 "$INSTDIR\sprawdzenie.txt"'
  Pop $1
  ${If} $1 == "3"
    StrCpy $0 ${NOT_WRITTEN}
  ${ElseIf} $1 != "0"
    StrCpy $0 ${NOT_STARTING}
  ${EndIf}
FunctionEnd

Section "cusdesk"
  SetDetailsPrint both
  DetailPrint "Sprawdzam, czy program jest zamknięty..."
  Call CheckTarget
  ${If} ${Errors}
    Abort
  ${EndIf}

  ; 1. the new version beside the old one, which is not touched yet
  StrCpy $Code ${NOT_WRITTEN}
  StrCpy $Started "1"
  SetOutPath "$INSTDIR"
  ClearErrors
  DetailPrint "Kopiuję pliki programu..."
  SetDetailsPrint none
  !include "${FILES}"
  SetDetailsPrint both
  SetOutPath "$INSTDIR"             ; nobody may stand inside a folder that gets another name
  ${If} ${Errors}
    Call Undo
    Push ${NOT_WRITTEN}
    Push "Nie udało się zapisać plików programu (może brakuje miejsca na dysku). Poprzednia wersja i dane biura są nienaruszone."
    Call Refuse
    Abort
  ${EndIf}

  ; 2. is it whole, and does it start here?
  Call Prove
  ${If} $0 != ${DONE}
    StrCpy $Code $0
    Call Undo
    Push $Code
    ${If} $Code = ${NOT_WRITTEN}
      Push "Skopiowane pliki programu są niepełne albo zmienione (może zajął się nimi program antywirusowy). Poprzednia wersja i dane biura są nienaruszone."
    ${Else}
      Push "Nowa wersja nie uruchamia się na tym komputerze. Opis jest w pliku $INSTDIR\sprawdzenie.txt – pokaż go osobie, która pomaga przy komputerach. Poprzednia wersja i dane biura są nienaruszone."
    ${EndIf}
    Call Refuse
    Abort
  ${EndIf}

  ; 3. three renames; each can be taken back
  StrCpy $Code ${RUNNING}
  Call Exchange
  ${If} ${Errors}
    Call Undo
    Push ${RUNNING}
    Push "Inny program trzyma pliki cusdesk (na przykład otwarte okno z tym folderem). Zamknij go i uruchom instalator jeszcze raz. Poprzednia wersja i dane biura są nienaruszone."
    Call Refuse
    Abort
  ${EndIf}
  StrCpy $Started "0"
  StrCpy $Moved ""

  ; 4. from here on nothing that fails takes the program away
  ${If} ${FileExists} "$INSTDIR\${OLDER}\*.*"
    Push "${OLDER}"
    Call RemoveListed
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${REPAIRED}\*.*"
    Push "${REPAIRED}"
    Call RemoveListed
  ${EndIf}
  Call Register
  Delete "$INSTDIR\sprawdzenie.txt"
  Push "${VERSION} zainstalowano, poprzednio: $Before"
  Call WriteLog
  StrCpy $Code ${DONE}
  SetErrorLevel ${DONE}
  ClearErrors
SectionEnd

; program -> poprzedni -> starszy, nowy -> program. A repair of the same version leaves the one
; before it where it is: program -> naprawiany, nowy -> program.
Function Exchange
  ${If} ${FileExists} "$INSTDIR\program\*.*"
    StrCpy $0 "${OLD}"
    ${If} $Before == "${VERSION}"
      StrCpy $0 "${REPAIRED}"
    ${ElseIf} ${FileExists} "$INSTDIR\${OLD}\*.*"
      Push "${OLD}"
      Push "${OLDER}"
      Call Move
      ${If} ${Errors}
        Return
      ${EndIf}
    ${EndIf}
    Push "program"
    Push $0
    Call Move
    ${If} ${Errors}
      Return
    ${EndIf}
    StrCpy $Moved $0
  ${EndIf}
  Push "${NEW}"
  Push "program"
  Call Move
FunctionEnd

; Leave the folder as it was found.
Function Undo
  SetOutPath "$TEMP"
  ${If} $Moved != ""
    Push $Moved
    Push "program"
    Call Move
    StrCpy $Moved ""
  ${EndIf}
  Call Recover
  StrCpy $Started "0"
  ${If} ${FileExists} "$INSTDIR\program\version.txt"
    Push "${VERSION} nie zainstalowano, kod $Code"
    Call WriteLog
  ${EndIf}
  RMDir "$INSTDIR"                  ; only when it is empty
  ClearErrors
FunctionEnd

Function Register
  WriteUninstaller "$INSTDIR\Odinstaluj.exe"
  WriteRegStr HKCU "${KEY_SETTINGS}" "InstallDir" "$INSTDIR"

  CreateShortCut "$SMPROGRAMS\cusdesk.lnk" "$INSTDIR\program\python\Cusdesk.exe" "-m cusdesk" "$INSTDIR\program\cusdesk.ico" 0 SW_SHOWNORMAL "" "Program centrum usług społecznych"

  Push "${VERSION}"
  Call RegisterVersion
  WriteRegStr HKCU "${KEY_REMOVE}" "Publisher" "cusdesk"
  WriteRegStr HKCU "${KEY_REMOVE}" "DisplayIcon" "$INSTDIR\program\cusdesk.ico"
  WriteRegStr HKCU "${KEY_REMOVE}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY_REMOVE}" "UninstallString" '"$INSTDIR\Odinstaluj.exe"'
  WriteRegStr HKCU "${KEY_REMOVE}" "QuietUninstallString" '"$INSTDIR\Odinstaluj.exe" /S'
  WriteRegDWORD HKCU "${KEY_REMOVE}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY_REMOVE}" "NoRepair" 1
  WriteRegDWORD HKCU "${KEY_REMOVE}" "EstimatedSize" ${KILOBYTES}

  !macro FileType ENDING MARK WORDS
    WriteRegStr HKCU "${KEY_CLASSES}\${ENDING}" "" "${MARK}"
    WriteRegStr HKCU "${KEY_CLASSES}\${MARK}" "" "${WORDS}"
    WriteRegStr HKCU "${KEY_CLASSES}\${MARK}\DefaultIcon" "" "$INSTDIR\program\cusdesk.ico"
    WriteRegStr HKCU "${KEY_CLASSES}\${MARK}\shell\open\command" "" '"$INSTDIR\program\python\Cusdesk.exe" -m cusdesk "%1"'
  !macroend
  !insertmacro FileType ".cusdesk" "${MARK_OFFICE}" "Biuro programu cusdesk"
  !insertmacro FileType ".cuswym" "${MARK_EXCHANGE}" "Plik wymiany programu cusdesk"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

; In a silent run a file that cannot be written ends the section at once: the way back is here.
Function .onInstFailed
  ${If} $Started == "1"
    Call Undo
  ${EndIf}
  ${If} $Code = ${DONE}
    StrCpy $Code ${NOT_WRITTEN}
  ${EndIf}
  SetErrorLevel $Code
FunctionEnd

Function .onInstSuccess
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/URUCHOM" $1
  ${IfNot} ${Errors}
    Call Start
  ${EndIf}
FunctionEnd

; --- removing, and going back to the version before ------------------------------------------

Function un.onInit
  StrCpy $Code ${DONE}
  Call un.IsRunning
  Pop $0
  ${If} $0 == "1"
    Push ${RUNNING}
    Push "Program cusdesk jest teraz uruchomiony. Zamknij go i spróbuj jeszcze raz. Niczego nie zmieniono."
    Call un.Refuse
    Abort
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/WROC" $1
  ${IfNot} ${Errors}
    Call un.GoBack
    Abort
  ${EndIf}
FunctionEnd

; The two versions change places, so that going back can itself be taken back.
Function un.GoBack
  Push "${OLD}"
  Call un.VersionIn
  Pop $Before
  ${If} $Before == ""
    Push ${NOTHING_BEFORE}
    Push "Na tym komputerze nie ma poprzedniej wersji programu. Niczego nie zmieniono."
    Call un.Refuse
    Return
  ${EndIf}
  SetOutPath "$TEMP"
  Push "program"
  Push "${NEW}"
  Call un.Move
  ${If} ${Errors}
    Goto held
  ${EndIf}
  Push "${OLD}"
  Push "program"
  Call un.Move
  ${If} ${Errors}
    Push "${NEW}"
    Push "program"
    Call un.Move
    Goto held
  ${EndIf}
  Push "${NEW}"
  Push "${OLD}"
  Call un.Move
  Push "$Before"
  Call un.RegisterVersion
  Push "$Before przywrócono"
  Call un.WriteLog
  SetErrorLevel ${DONE}
  IfSilent +2
    MessageBox MB_OK|MB_ICONINFORMATION "Przywrócono poprzednią wersję programu ($Before). Jeżeli nie otworzy ona danych biura, przywróć kopię zrobioną przed aktualizacją."
  Return
  held:
    Push ${RUNNING}
    Push "Inny program trzyma pliki cusdesk. Zamknij go i spróbuj jeszcze raz. Niczego nie zmieniono."
    Call un.Refuse
FunctionEnd

Section "Uninstall"
  SetOutPath "$TEMP"
  ; the folder gets another name first: when that fails, somebody holds its files
  Push "program"
  Push "${OLDER}"
  Call un.Move
  ${If} ${Errors}
  ${AndIf} ${FileExists} "$INSTDIR\program\*.*"
    Push ${RUNNING}
    Push "Inny program trzyma pliki cusdesk. Zamknij go i spróbuj jeszcze raz. Niczego nie zmieniono."
    Call un.Refuse
    Abort
  ${EndIf}
  Push "${OLDER}"
  Call un.RemoveListed
  ${If} ${FileExists} "$INSTDIR\${OLD}\*.*"
    Push "${OLD}"
    Call un.RemoveListed
  ${EndIf}
  Delete "$INSTDIR\instalacja.log"
  Delete "$INSTDIR\sprawdzenie.txt"
  Delete "$INSTDIR\Odinstaluj.exe"
  RMDir "$INSTDIR"

  ; only what still points here: another copy of the program may have taken it over
  ReadRegStr $0 HKCU "${KEY_SETTINGS}" "InstallDir"
  ${If} $0 == "$INSTDIR"
    Delete "$SMPROGRAMS\cusdesk.lnk"
    DeleteRegKey HKCU "${KEY_REMOVE}"
    DeleteRegKey HKCU "${KEY_SETTINGS}"
    !macro un.FileType ENDING MARK
      ReadRegStr $1 HKCU "${KEY_CLASSES}\${ENDING}" ""
      ${If} $1 == "${MARK}"
        DeleteRegValue HKCU "${KEY_CLASSES}\${ENDING}" ""
        DeleteRegKey /ifempty HKCU "${KEY_CLASSES}\${ENDING}"
      ${EndIf}
      DeleteRegKey HKCU "${KEY_CLASSES}\${MARK}"
    !macroend
    !insertmacro un.FileType ".cusdesk" "${MARK_OFFICE}"
    !insertmacro un.FileType ".cuswym" "${MARK_EXCHANGE}"
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  ${EndIf}
  SetErrorLevel ${DONE}
  IfSilent +2
    MessageBox MB_OK|MB_ICONINFORMATION "Program usunięto. Dane biura, kopie i ustawienia zostały tam, gdzie były."
SectionEnd
