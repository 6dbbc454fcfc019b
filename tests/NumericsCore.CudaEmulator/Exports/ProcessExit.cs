using System.Runtime.InteropServices;

namespace NumericsCore.CudaEmulator;

/// <summary>What to do when the process ends: a library's own runtime is not told, the C library is.</summary>
internal static unsafe partial class ProcessExit
{
    private static Action? s_action;

    public static void Run(Action action)
    {
        if (Interlocked.Exchange(ref s_action, action) is null && Register(&OnExit, 0, 0) != 0)
            throw new InvalidOperationException("The C library takes no further action for the process's end.");
    }

    [UnmanagedCallersOnly]
    private static void OnExit(nint argument)
    {
        try
        {
            s_action?.Invoke();
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"cuda emulator: at the process's end: {exception}");
        }
    }

    [LibraryImport("libc", EntryPoint = "__cxa_atexit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Register(delegate* unmanaged<nint, void> function, nint argument, nint library);
}
