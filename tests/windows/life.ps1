# The life of the installed program on a real Windows, for the build machine and for a person:
#   powershell -ExecutionPolicy Bypass -File life.ps1 -Setup cusdesk-1.2.3-setup.exe
# Writes what it saw below life\ and ends with an error at the first thing that is not as it should be.
param([Parameter(Mandatory)] [string]$Setup, [string]$Portable)

$ErrorActionPreference = "Stop"
$Setup = (Resolve-Path $Setup).Path
if ($Portable) { $Portable = (Resolve-Path $Portable).Path }
$Home_ = "$env:LOCALAPPDATA\Programs\cusdesk"
$Program = "$Home_\program"
$Console = "$Program\python\cusdesk-konsola.exe"
$Keys = "HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\cusdesk"
New-Item -ItemType Directory -Force life | Out-Null
$Out = (Resolve-Path life).Path

function Run([string]$File, [string[]]$Words, [int]$Expected = 0) {
    $begun = Get-Date
    $process = Start-Process $File -ArgumentList $Words -Wait -PassThru
    $took = [int]((Get-Date) - $begun).TotalSeconds
    "$([IO.Path]::GetFileName($File)) $Words -> $($process.ExitCode) in $took s" | Tee-Object -Append "$Out\log.txt"
    if ($process.ExitCode -ne $Expected) { throw "expected $Expected" }
}

function Check([bool]$Holds, [string]$What) {
    "$(if ($Holds) { 'PASS' } else { 'FAIL' }) $What" | Tee-Object -Append "$Out\log.txt"
    if (-not $Holds) { throw $What }
}

Run $Setup @("/S")
Check (Test-Path "$Program\manifest.json") "installed"
Check ((Get-ItemProperty $Keys).DisplayName -eq "cusdesk") "listed among programs"
Check ((Get-ItemProperty "HKCU:\Software\Classes\.cusdesk").'(default)' -eq "cusdesk.biuro") "office files known"
Check (-not (Test-Path "HKLM:\Software\Microsoft\Windows\CurrentVersion\Uninstall\cusdesk")) "nothing for all people"
Run $Console @("-m", "cusdesk", "--selftest", "full", "`"$Out\selftest.txt`"")

$office = "$Out\gmina żółta"
$env:CUSDESK_PASSWORD = "Pokazowa-gmina-2026"
Run $Console @("-m", "cusdesk", "demo", "`"$office`"", "--residents", "20", "--years", "1")
$file = (Get-ChildItem $office -Filter *.cusdesk)[0].FullName
Run $Console @("-m", "cusdesk", "verify", "`"$file`"")

function WaitForWindow([scriptblock]$Find) {
    $begun = Get-Date
    do {
        Start-Sleep -Milliseconds 50
        $found = & $Find
        if ($found) { $found.Refresh() }
    } until (($found -and $found.MainWindowHandle.ToInt64() -ne 0) -or ((Get-Date) - $begun).TotalSeconds -gt 60)
    $took = [math]::Round(((Get-Date) - $begun).TotalSeconds, 1)
    Check ($null -ne $found -and $found.MainWindowHandle.ToInt64() -ne 0) "window after $took s" | Out-Host
    $found
}

Start-Process $file                                             # what a double click does
$opened = WaitForWindow { Get-Process Cusdesk -ErrorAction SilentlyContinue | Select-Object -First 1 }
$opened.Kill(); $opened.WaitForExit()
Set-Content "$Out\paczka.cuswym" "wymiana"
Start-Process "$Out\paczka.cuswym"                               # one sentence in a box
$opened = WaitForWindow { Get-Process Cusdesk -ErrorAction SilentlyContinue | Select-Object -First 1 }
$opened.Kill(); $opened.WaitForExit()

$window = Start-Process "$Program\python\Cusdesk.exe" -ArgumentList "-m", "cusdesk" -PassThru
$window = WaitForWindow { $window }
Check ($window.WorkingSet64 -gt 0) "$([int]($window.WorkingSet64 / 1MB)) MB with the window"
Run $Setup @("/S") 12
Run "$Home_\Odinstaluj.exe" @("/S", "_?=$Home_") 12
Check (Test-Path "$Program\manifest.json") "a running program is left alone"

$waiting = Start-Process $Setup -ArgumentList "/S", "/CZEKAJ" -PassThru
$null = $waiting.Handle                                         # else its exit code is lost
Start-Sleep 8
Check (-not $waiting.HasExited) "the installer waits for the program"
$window.Kill(); $waiting.WaitForExit()
Check ($waiting.ExitCode -eq 0) "and goes on when it has ended"

Remove-Item "$Program\lib\six.pyc"
Run $Setup @("/S")
Check (Test-Path "$Program\lib\six.pyc") "a repair mends"
Check (-not (Test-Path "$Home_\program.nowy")) "nothing half-made is left"

$held = [IO.File]::Open("$Program\version.txt", "Open", "Read", "None")
Run $Setup @("/S") 12
$held.Close()
Check (Test-Path "$Program\manifest.json") "a held file leaves the old version"

New-Item -ItemType Directory -Force "$env:LOCALAPPDATA\cusdesk" | Out-Null
Set-Content "$env:LOCALAPPDATA\cusdesk\probe.txt" "dane"
Run "$Home_\Odinstaluj.exe" @("/S", "_?=$Home_")
Check (-not (Test-Path $Program)) "removed"
Check (-not (Test-Path $Keys)) "not listed any more"
Check (Test-Path "$env:LOCALAPPDATA\cusdesk\probe.txt") "data left alone"
Check (Test-Path $file) "the office left alone"

if ($Portable) {
    Expand-Archive $Portable "$Out\stick" -Force
    $stick = (Get-ChildItem "$Out\stick")[0].FullName
    Run "$stick\program\python\cusdesk-konsola.exe" @("-m", "cusdesk", "--selftest", "short", "`"$Out\portable.txt`"")
    Remove-Item -Recurse "$Out\stick"
}
"all well" | Tee-Object -Append "$Out\log.txt"
