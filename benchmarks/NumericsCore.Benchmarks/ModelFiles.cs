using System.Diagnostics;
using System.Globalization;

namespace NumericsCore.Benchmarks;

/// <summary>
/// Saving a large model beside what dd writes with fsync into the same folder, and loading it: how fast, and how much memory at its peak,
/// which a process of its own tells. Linux with dd.
/// </summary>
internal static class ModelFiles
{
    private const int Rounds = 5;
    private const int Width = 4096;
    private const int LayerMebibytes = Width * Width / (1 << 20) * sizeof(float);

    /// <summary>Measures and prints.</summary>
    /// <param name="folder">Where the files go, which are removed.</param>
    /// <param name="mebibytes">The size of the model.</param>
    public static void Print(string folder, int mebibytes)
    {
        string path = Path.Combine(folder, "model-files.safetensors"), other = Path.Combine(folder, "model-files.dd");
        var model = new Sequential([.. Enumerable.Range(0, Math.Max(1, mebibytes / LayerMebibytes)).Select(static _ => new Dense(Width, useBias: false, weightInitializer: Initializer.Uniform(1)))]);
        model.Build([Width], seed: 1);
        double size = model.Parameters.Sum(static parameter => parameter.ElementCount) * sizeof(float) / (double)(1 << 20);
        try
        {
            double[] dd = new double[Rounds], save = new double[Rounds];
            // alternately, so that both meet the same state of the disk
            for (int i = 0; i < Rounds; i++)
            {
                File.Delete(other);
                dd[i] = size / Seconds(() => Run("dd", "if=/dev/zero", $"of={other}", "bs=1M", string.Create(CultureInfo.InvariantCulture, $"count={(long)size}"), "conv=fsync"));
                File.Delete(path);
                save[i] = size / Seconds(() => model.Save(path));
            }

            Print("dd with fsync", dd);
            Print("Save", save);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Save / dd        {Median(save) / Median(dd):P0}"));
            Console.Write(Run(Environment.ProcessPath!, [.. Arguments(), "model-files-load", path]));
        }
        finally
        {
            File.Delete(path);
            File.Delete(other);
        }
    }

    /// <summary>Loads a file and prints how fast, and the process's peak of memory beside the size of the parameters.</summary>
    public static void Load(string path)
    {
        long before = Peak();
        Model? model = null;
        double seconds = Seconds(() => model = Model.Load(path));
        double size = model!.Parameters.Sum(static parameter => parameter.ElementCount) * sizeof(float) / (double)(1 << 20);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Load             {size / seconds:N0} MiB/s; peak {(Peak() - before) >> 20} MiB for {size:N0} MiB of parameters, beside {before >> 20} MiB of the process before"));
    }

    private static void Print(string name, double[] rates) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16} {Median(rates):N0} MiB/s ({rates.Min():N0} to {rates.Max():N0})"));

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The most memory that the process has had, in bytes.</summary>
    private static long Peak() =>
        long.Parse(File.ReadLines("/proc/self/status").First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;

    // with "dotnet run" the process is dotnet, and the assembly its first argument
    private static string[] Arguments() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(ModelFiles).Assembly.Location] : [];

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {error.GetAwaiter().GetResult()}");
    }
}
