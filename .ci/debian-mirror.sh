# Shared by the scripts that fetch from Debian.
# shellcheck shell=bash

# debian_mirror: the mirror that this machine uses, or deb.debian.org.
debian_mirror() {
    local sources
    sources=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null || true)
    # Security archives hold no base system, and another distribution's mirror holds no Debian.
    awk '
        $1 == "deb"   { for (i = 2; i <= NF; i++) if ($i ~ /^https?:/) { print $i; break } }
        $1 == "URIs:" { print $2 }' <<<"$sources" |
        grep -E '/debian/?$' | head -n 1 || echo http://deb.debian.org/debian
}
