using System.Runtime.InteropServices;
using System.Text;

namespace NumericsCore;

/// <summary>What stands at a path, links followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing that can be seen.</summary>
    None,

    /// <summary>A file on a disk, which can be replaced.</summary>
    Regular,

    Folder,

    /// <summary>A disk itself.</summary>
    Disk,

    /// <summary>A pipe, a terminal or another device, which can only be written into.</summary>
    Stream,
}

/// <summary>Tells files that can be replaced from devices and pipes.</summary>
internal static unsafe class FileKinds
{
    // struct statx of Linux, the same on every processor: 256 bytes, the mode in two of them from 28 on
    private const int StatusBytes = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int CurrentFolder = -100;
    private const uint TypeWanted = 1;

    /// <summary>What stands at a path.</summary>
    public static FileKind Of(string path)
    {
        if (Directory.Exists(path)) return FileKind.Folder;
        if (OperatingSystem.IsLinux()) return OnLinux(path);
        if (!File.Exists(path)) return FileKind.None;
        // elsewhere, by where devices are: in /dev, or behind \\.\ where Windows puts NUL and its like
        string full = Path.GetFullPath(path);
        return full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith(@"\\.\", StringComparison.Ordinal) ? FileKind.Stream : FileKind.Regular;
    }

    private static FileKind OnLinux(string path)
    {
        byte* status = stackalloc byte[StatusBytes];
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
        {
            if (ReadStatus(CurrentFolder, name, 0, TypeWanted, status) != 0) return FileKind.None;
        }

        return (*(ushort*)(status + ModeOffset) & TypeMask) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Folder,
            0x6000 => FileKind.Disk,
            _ => FileKind.Stream,
        };
    }

#pragma warning disable SYSLIB1054 // a source generator would slow a user's first build, and nothing here needs marshalling
    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadStatus(int folder, byte* path, int flags, uint mask, byte* status);
#pragma warning restore SYSLIB1054
}
