@echo off
rem Finds a JDK 25.0.3 or newer and sets JAVA_HOME for the caller: call scripts\find-jdk.cmd || exit /b 1
rem Looked at, in this order: JAVA_HOME, java on the PATH, the usual places.
set "GRADUS_JDK="
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%j in ('where java 2^>nul') do for %%d in ("%%~dpj..") do call :try "%%~fd"
for %%v in (25 26 27 28 29) do (
  for %%p in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%LOCALAPPDATA%\Programs\Eclipse Adoptium" "%USERPROFILE%\.jdks" "%USERPROFILE%\.sdkman\candidates\java" "%USERPROFILE%\scoop\apps") do (
    for /d %%h in ("%%~p\*%%v*") do (
      call :try "%%~fh"
      rem Scoop puts the JDK a folder further down.
      call :try "%%~fh\current"
    )
  )
)
if not defined GRADUS_JDK goto none
rem Nothing in parentheses here: a path may hold some.
if defined JAVA_HOME if /i not "%JAVA_HOME%"=="%GRADUS_JDK%" >&2 echo JAVA_HOME is "%JAVA_HOME%", not JDK 25.0.3 or newer: taking "%GRADUS_JDK%"
set "JAVA_HOME=%GRADUS_JDK%"
set "GRADUS_JDK="
exit /b 0

:none
>&2 echo Gradus needs JDK 25.0.3 or newer, and none was found.
if defined JAVA_HOME >&2 echo   JAVA_HOME is "%JAVA_HOME%"
if not defined JAVA_HOME >&2 echo   JAVA_HOME is not set
>&2 echo Install one:
>&2 echo   winget install EclipseAdoptium.Temurin.25.JDK
>&2 echo or unpack any build of JDK 25 and point JAVA_HOME at its folder.
exit /b 1

rem Takes the folder if it is a JDK that is new enough and none was taken before.
:try
if defined GRADUS_JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "tokens=2 delims==" %%r in ('findstr /b "JAVA_VERSION=" "%~1\release"') do (
  for /f "tokens=1-3 delims=.-+_" %%a in ("%%~r.0.0") do call :compare "%~1" %%a %%b %%c
)
exit /b 0

:compare
if %2 gtr 25 set "GRADUS_JDK=%~1"
if %2 equ 25 if %3 gtr 0 set "GRADUS_JDK=%~1"
if %2 equ 25 if %3 equ 0 if %4 geq 3 set "GRADUS_JDK=%~1"
exit /b 0
