using System.Diagnostics;
using System.Globalization;

namespace NumericsCore.Tests.Support;

/// <summary>
/// The assembly of the tests as a process of its own, which makes one of their <c>OwnCalls</c>: what it has at its peak is counted by the
/// system (VmHWM of Linux), so that no allocation escapes, whoever makes it.
/// </summary>
internal static class OwnProcess
{
    /// <summary>Makes a call.</summary>
    /// <returns>By how many bytes it made the most memory grow that the process has had.</returns>
    public static long Peak(string call, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(OwnProcess).Assembly.Location, call, argument]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.GetAwaiter().GetResult());
        return long.Parse(output, CultureInfo.InvariantCulture);
    }

    private static void Main(string[] args)
    {
        long before = Most();
        OwnCalls.All[args[0]](args[1]);
        Console.Write((Most() - before).ToString(CultureInfo.InvariantCulture));
    }

    private static long Most() =>
        long.Parse(File.ReadLines("/proc/self/status").First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
}
