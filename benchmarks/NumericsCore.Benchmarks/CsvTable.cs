using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsvHelper;
using NumericsCore.Data;
using NumericsCore.Measurement;

namespace NumericsCore.Benchmarks;

/// <summary>How fast a table of numbers is read, beside CsvHelper, which the reader is made of, reading the same file and keeping nothing.</summary>
internal static class CsvTable
{
    private const int Columns = 31;
    private const long MinBytes = 49_000_000;
    private const int Repeats = 9;

    /// <summary>Prints the rates: of the first read of the process, and the medians of reads in turns after that.</summary>
    public static void Print()
    {
        string path = Path.Combine(Path.GetTempPath(), $"numericscore-{Environment.ProcessId}.csv");
        try
        {
            double megabytes = Write(path) / 1e6;
            double first = Seconds(() => Table.ReadCsv(path));
            var (ours, parsed, split) = (new double[Repeats], new double[Repeats], new double[Repeats]);
            for (int i = 0; i < Repeats; i++)
            {
                ours[i] = Seconds(() => Table.ReadCsv(path));
                parsed[i] = Seconds(() => Read(path, parse: true));
                split[i] = Seconds(() => Read(path, parse: false));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{megabytes:F0} MB, {Columns} columns of numbers"));
            foreach (var (what, seconds) in new[]
            {
                ("Table.ReadCsv, the first of the process", first),
                ("Table.ReadCsv", Samples.Of(ours).Median),
                ("CsvHelper, every field parsed, nothing kept", Samples.Of(parsed).Median),
                ("CsvHelper, fields found alone", Samples.Of(split).Median),
            }) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-45} {megabytes / seconds,5:F0} MB/s"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Seconds(Action read)
    {
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        read();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Writes a file of the kind that measurements come in; gives its bytes.</summary>
    private static long Write(string path)
    {
        var random = new Random(1);
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
        file.WriteLine(string.Join(',', Enumerable.Range(0, Columns).Select(static column => $"column_{column}")));
        while (file.BaseStream.Position < MinBytes)
            file.WriteLine(string.Join(',', Enumerable.Range(0, Columns).Select(_ => (random.NextDouble() * 1000).ToString("G6", CultureInfo.InvariantCulture))));
        file.Flush();
        return file.BaseStream.Position;
    }

    private static void Read(string path, bool parse)
    {
        using var stream = File.OpenRead(path);
        using var csv = CsvReader.Create(stream, new CsvReaderOptions { Separator = ',', HasHeader = true, TrackLineNumbers = true, TrimWhitespace = true });
        long fields = 0;
        while (csv.Read())
        {
            for (int c = 0; c < csv.FieldCount; c++)
                if (parse ? csv.TryParse(c, out double _) : !csv.GetSpan(c).IsEmpty) fields++;
        }

        if (fields == 0) throw new InvalidOperationException($"{path} has no fields.");
    }
}
