# Finds a JDK 25.0.3 or newer and exports JAVA_HOME. Read by the other scripts: . scripts/find-jdk.sh; find_jdk || exit 1
#
# Looked at, in this order: JAVA_HOME; java on the PATH; the usual places of this system
# (GRADUS_JDK_PLACES, folders separated by colons, replaces these). Versions are read from the JDK's
# own "release" file, so looking starts no Java.

# Exports JAVA_HOME, or says what to install and returns 1.
find_jdk() {
  if _jdk=$(_first_good_jdk); then
    if [ -n "${JAVA_HOME-}" ] && [ "$_jdk" != "$JAVA_HOME" ]; then
      _found=$(_version_of "$JAVA_HOME")
      echo "JAVA_HOME is $JAVA_HOME (${_found:-no JDK}), not JDK 25.0.3 or newer: taking $_jdk" >&2
    fi
    JAVA_HOME=$_jdk
    export JAVA_HOME
    return 0
  fi
  _say_no_jdk >&2
  return 1
}

_first_good_jdk() (
  set +eu
  if [ -n "${JAVA_HOME-}" ] && _good_jdk "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    exit 0
  fi
  home=$(_home_of_java_on_path)
  if [ -n "$home" ] && _good_jdk "$home"; then
    printf '%s\n' "$home"
    exit 0
  fi
  set +f
  # Version 25 first, anything newer only if there is none.
  for mark in 25 26 27 28 29; do
    IFS=:
    for place in $(_places); do
      for home in "$place"/*"$mark"* "$place"/*"$mark"*/Contents/Home "$place"/*"$mark"*/libexec/openjdk.jdk/Contents/Home; do
        if _good_jdk "$home"; then
          printf '%s\n' "$home"
          exit 0
        fi
      done
    done
  done
  exit 1
)

_places() {
  if [ -n "${GRADUS_JDK_PLACES-}" ]; then
    printf '%s' "$GRADUS_JDK_PLACES"
    return
  fi
  case $(uname -s) in
    Darwin) printf '%s' "/Library/Java/JavaVirtualMachines:${HOME-}/Library/Java/JavaVirtualMachines:/opt/homebrew/opt:/usr/local/opt:" ;;
    CYGWIN* | MINGW* | MSYS*) printf '%s' "/c/Program Files/Eclipse Adoptium:/c/Program Files/Java:/c/Program Files/Microsoft:" ;;
    *) printf '%s' "/usr/lib/jvm:/usr/lib64/jvm:/usr/java:/opt/java:/opt:" ;;
  esac
  printf '%s' "${HOME-}/.sdkman/candidates/java:${HOME-}/.jdks"
}

# A JDK has a compiler too: Maven runs on what is found here.
_good_jdk() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && _new_enough "$(_version_of "$1")"
}

_version_of() {
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9.]*\).*/\1/p' "$1/release"
  elif [ -x "$1/bin/java" ]; then
    "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9][0-9.]*\).*/\1/p' | head -n 1
  fi
}

# $1 is a version like 25.0.3 or 26.
_new_enough() (
  IFS=.
  set -f
  set -- $1 0 0 0
  case $1$2$3 in *[!0-9]* | '') exit 1 ;; esac
  [ "$1" -gt 25 ] || { [ "$1" -eq 25 ] && { [ "$2" -gt 0 ] || [ "$3" -ge 3 ]; }; }
)

_home_of_java_on_path() {
  java=$(command -v java 2>/dev/null) || return 0
  if [ "$(uname -s)" = Darwin ] && [ "$java" = /usr/bin/java ]; then
    # A stub that stands for whatever is installed.
    /usr/libexec/java_home -v 25+ 2>/dev/null
    return 0
  fi
  java=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
  dirname "$(dirname "$java")"
}

_say_no_jdk() {
  echo "Gradus needs JDK 25.0.3 or newer, and none was found."
  if [ -n "${JAVA_HOME-}" ]; then
    _found=$(_version_of "$JAVA_HOME")
    echo "  JAVA_HOME      $JAVA_HOME (${_found:-no JDK})"
  else
    echo "  JAVA_HOME      not set"
  fi
  _home=$(_home_of_java_on_path)
  if [ -n "$_home" ]; then
    _found=$(_version_of "$_home")
    echo "  on the PATH    $_home (${_found:-version unknown})"
  else
    echo "  on the PATH    no java"
  fi
  echo "  looked in      $(_places)"
  echo "Install one:"
  jdk_install_command | sed 's/^/  /'
  echo "or unpack any build of JDK 25 and point JAVA_HOME at its folder."
}

# What a person types to get a JDK 25 on this system.
jdk_install_command() {
  if [ "$(uname -s)" = Darwin ]; then
    echo "brew install --cask temurin@25"
    return
  fi
  case $(uname -s) in
    CYGWIN* | MINGW* | MSYS*)
      echo "winget install EclipseAdoptium.Temurin.25.JDK"
      return
      ;;
  esac
  if command -v apt-get >/dev/null 2>&1; then
    echo "apt-get install openjdk-25-jdk-headless    # Debian 14, Ubuntu 24.04 and newer"
  elif command -v dnf >/dev/null 2>&1; then
    echo "dnf install java-25-openjdk-devel"
  elif command -v zypper >/dev/null 2>&1; then
    echo "zypper install java-25-openjdk-devel"
  elif command -v pacman >/dev/null 2>&1; then
    echo "pacman -S jdk25-openjdk"
  elif command -v apk >/dev/null 2>&1; then
    echo "apk add openjdk25-jdk"
  fi
  echo "sdk install java 25.0.3-tem                # any Linux, with SDKMAN"
}
