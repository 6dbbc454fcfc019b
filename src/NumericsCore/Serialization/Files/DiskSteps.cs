using System.Runtime.InteropServices;
using System.Text;

namespace NumericsCore;

/// <summary>The steps, made by the system.</summary>
internal sealed unsafe class DiskSteps : IFileSteps
{
    private const int BadDescriptor = 9;
    private const int InvalidArgument = 22;
    private const uint StartWriting = 2;

    // how Linux and macOS say that an operation is not supported
    private static readonly int[] s_unsupported = [95, 45, 102];

    public static IFileSteps Instance { get; } = new DiskSteps();

    public Stream Create(string path, long size, UnixFileMode? mode)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            // held alone, which tells it from what a crash left
            Share = FileShare.None,
            BufferSize = 0,
            PreallocationSize = size,
        };
        // never wider than it will be, not even for a moment
        if (mode is { } narrow && !OperatingSystem.IsWindows()) options.UnixCreateMode = narrow;
        var stream = new FileStream(path, options);
        if (mode is { } exact && !OperatingSystem.IsWindows()) File.SetUnixFileMode(stream.SafeFileHandle, exact);
        return stream;
    }

    public void StartFlush(Stream file, long offset, long count)
    {
        // only a hint: what it cannot do, flushing does
        if (OperatingSystem.IsLinux()) _ = SynchronizeRange((int)((FileStream)file).SafeFileHandle.DangerousGetHandle(), offset, count, StartWriting);
    }

    public void Flush(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void Delete(string path) => File.Delete(path);

    public void FlushFolder(string folder)
    {
        // Windows keeps names in a journal of its own
        if (OperatingSystem.IsWindows()) return;
        int descriptor;
        fixed (byte* name = Encoding.UTF8.GetBytes(folder + '\0')) descriptor = Open(name, 0);
        // a folder that may be written to but not listed
        if (descriptor < 0) return;
        int error = Synchronize(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        // some file systems have no such thing for folders
        if (error is 0 or BadDescriptor or InvalidArgument || s_unsupported.Contains(error)) return;
        throw new IOException($"the folder {folder} could not be flushed to disk: {Marshal.GetPInvokeErrorMessage(error)}");
    }

#pragma warning disable SYSLIB1054 // a source generator would slow a user's first build, and nothing here needs marshalling
    [DllImport("libc", EntryPoint = "open", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte* path, int flags);

    [DllImport("libc", EntryPoint = "fsync", ExactSpelling = true, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "sync_file_range", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SynchronizeRange(int descriptor, long offset, long count, uint flags);

    [DllImport("libc", EntryPoint = "close", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
#pragma warning restore SYSLIB1054
}
