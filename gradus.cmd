@echo off
rem The gradus command from a checkout: builds when the sources are newer than the last build, then runs.
rem GRADUS_JAVA_OPTS holds flags for Java.
setlocal
set "ROOT=%~dp0"
call "%ROOT%scripts\find-jdk.cmd" || exit /b 1
set "QUICK=%ROOT%gradus-cli\target\quick"

powershell -NoProfile -Command "$b = Get-Item -ErrorAction SilentlyContinue '%QUICK%\built'; if (!$b) { exit 1 }; $m = @(Get-Item '%ROOT%gradus-*\src\main'); $p = @(Get-Item '%ROOT%pom.xml', '%ROOT%gradus-*\pom.xml') + $m + @($m | Get-ChildItem -Recurse); if ($p | Where-Object { $_.LastWriteTime -gt $b.LastWriteTime } | Select-Object -First 1) { exit 1 }"
if not errorlevel 1 goto run

>&2 echo building ...
if not exist "%QUICK%" mkdir "%QUICK%"
if exist "%QUICK%\built" del "%QUICK%\built"
if exist "%QUICK%\app" rmdir /s /q "%QUICK%\app"
type nul > "%QUICK%\built.start"
pushd "%ROOT%"
call mvnw.cmd -q -B -ntp -Dquick -pl gradus-cli -am package > "%QUICK%\build.log" 2>&1
if errorlevel 1 (
  popd
  >&2 type "%QUICK%\build.log"
  >&2 echo gradus: the build failed, see above and "%QUICK%\build.log"
  exit /b 1
)
popd
move /y "%QUICK%\built.start" "%QUICK%\built" > nul

:run
"%JAVA_HOME%\bin\java.exe" %GRADUS_JAVA_OPTS% --module-path "%QUICK%\app" --add-modules jdk.incubator.vector --module io.gradus.cli/io.gradus.cli.Main %*
exit /b %ERRORLEVEL%
