using System.Runtime.CompilerServices;

namespace NumericsCore.CudaEmulator;

/// <summary>Where calls enter the process's one driver: one at a time, and no exception leaves.</summary>
internal static unsafe class DriverEntry
{
    private static readonly Lock s_lock = new();
    private static EmulatedDriver? s_driver;

    /// <summary>cuInit: the driver starts with the settings of the environment.</summary>
    public static int Initialize(uint flags, [CallerMemberName] string export = "") => Guard(export, () =>
    {
        if (flags != 0) throw new CallRefusedException(CudaError.InvalidValue, $"0x{flags:x} are no flags of cuInit");
        if (s_driver is null)
        {
            s_driver = new(EmulatorSettings.FromEnvironment());
            ProcessExit.Run(Summarise);
        }

        s_driver.Begin(CallName(export));
    });

    /// <summary>Makes a call; the result is its CUresult.</summary>
    public static int Call(Action<EmulatedDriver> call, [CallerMemberName] string export = "") => Guard(export, () =>
    {
        var driver = s_driver ?? throw new CallRefusedException(CudaError.NotInitialized, "cuInit comes first");
        driver.Begin(CallName(export));
        call(driver);
    });

    /// <summary>Makes a call that needs no initialised driver.</summary>
    public static int CallAlways(Action call, [CallerMemberName] string export = "") => Guard(export, call);

    /// <summary>An address that a result goes to.</summary>
    /// <exception cref="CallRefusedException">It is null.</exception>
    public static T* Result<T>(T* address) where T : unmanaged =>
        address is not null ? address : throw new CallRefusedException(CudaError.InvalidValue, "an address for a result is null");

    private static int Guard(string export, Action call)
    {
        lock (s_lock)
        {
            try
            {
                call();
                return (int)CudaError.Success;
            }
            catch (CallRefusedException refusal)
            {
                s_driver?.Refuse(CallName(export), refusal);
                return (int)refusal.Code;
            }
            catch (Exception exception)
            {
                string text = $"internal error in {export}: {exception}";
                Console.Error.WriteLine($"cuda emulator: {text}");
                s_driver?.Log.Write(text);
                return (int)CudaError.Unknown;
            }
        }
    }

    private static void Summarise()
    {
        // a thread that still works for a program that ends must not keep it from ending
        if (!s_lock.TryEnter(TimeSpan.FromSeconds(1))) return;
        try
        {
            s_driver?.Summarise();
        }
        finally
        {
            s_lock.Exit();
        }
    }

    // the version of a function's parameters is not part of what it does
    private static string CallName(string export) => export.EndsWith("_v2", StringComparison.Ordinal) ? export[..^3] : export;
}
