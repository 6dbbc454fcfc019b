using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using NumericsCore.Tests.Support;
using Xunit.Abstractions;

namespace NumericsCore.Tests.Serialization;

/// <summary>
/// Files of the format, broken in their header, their length and their data: the library opens those that an independent reader opens, with
/// the same content, and refuses the others in one kind of exception, within memory by the file's size. NUMERICSCORE_FUZZ_CASES sets how
/// many, NUMERICSCORE_FUZZ_SEED the first; a case is its seed alone.
/// </summary>
public class SafetensorsFuzzTests(ITestOutputHelper log)
{
    private const int DefaultCases = 100_000;
    private const int MaxStories = 12;

    [Fact]
    public void No_file_is_read_otherwise_than_an_independent_reader_reads_it()
    {
        int cases = FuzzSettings.Cases(DefaultCases), first = FuzzSettings.FirstSeed, opened = 0;
        var rules = new ConcurrentDictionary<string, int>();
        var failures = new ConcurrentQueue<string>();
        Parallel.For(first, first + cases, seed =>
        {
            try
            {
                if (Run(seed) is { } rule) rules.AddOrUpdate(rule, 1, static (_, count) => count + 1);
                else Interlocked.Increment(ref opened);
            }
            // all of them are wanted, not the first alone
            catch (Exception e)
            {
                failures.Enqueue($"NUMERICSCORE_FUZZ_SEED={seed} NUMERICSCORE_FUZZ_CASES=1: {e.GetType().Name}: {e.Message}");
            }
        });
        log.WriteLine($"{opened} opened; refused: {string.Join(", ", rules.OrderByDescending(static rule => rule.Value).Select(static rule => $"{rule.Value} x {rule.Key}"))}");
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Take(MaxStories).Prepend(string.Create(CultureInfo.InvariantCulture, $"{failures.Count} of {cases} cases failed"))));
        // a generator that reached few rules would show little
        if (cases < DefaultCases) return;
        Assert.InRange(opened, cases / 10, cases / 2);
        Assert.True(rules.Count >= 20, $"{rules.Count} rules were reached");
    }

    /// <summary>Runs a case.</summary>
    /// <returns>The rule that its file breaks, without names and numbers; null if it opens.</returns>
    private static string? Run(int seed)
    {
        byte[] bytes = new SafetensorsCase(new System.Random(seed)).Bytes();
        var expected = IndependentReader.Read(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var file = new SafetensorsFile("case", bytes.Length, (destination, offset) =>
            {
                int count = (int)Math.Min(destination.Length, bytes.Length - offset);
                bytes.AsSpan((int)offset, count).CopyTo(destination);
                return count;
            });
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8L * bytes.Length + 65_536);
            Assert.True(expected is not null, "it opens, but breaks a rule");
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), file.Tensors.Select(static tensor => tensor.Name).Order(StringComparer.Ordinal));
            foreach (var tensor in file.Tensors) Compare(file, tensor, expected[tensor.Name]);
            return null;
        }
        catch (ModelFileException e)
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8L * bytes.Length + 65_536);
            Assert.True(expected is null, $"it breaks no rule, but: {e.Message}");
            Assert.StartsWith("case: ", e.Message, StringComparison.Ordinal);
            Assert.Equal(e.Message, PrintableText.Of(e.Message));
            Assert.True(e.Message.Length < 1000, e.Message);
            return Fuzz.RuleOf(e.Message);
        }
    }

    private static void Compare(SafetensorsFile file, SafetensorsTensor tensor, (string Type, long[] Shape, byte[] Bytes) expected)
    {
        Assert.Equal(expected.Type, tensor.Type.NameOf());
        Assert.Equal(expected.Shape, tensor.Shape);
        Tensor values;
        try
        {
            values = file.Read(tensor.Name, tensor.Type == SafetensorsType.F32 ? ElementType.Float32 : ElementType.Float64);
        }
        catch (ModelFileException e)
        {
            Assert.True(!tensor.Type.IsReadable() || tensor.Shape.Count > 8 || tensor.Shape.Any(static extent => extent > int.MaxValue) || tensor.Type == SafetensorsType.Bool && expected.Bytes.Any(static value => value > 1), e.Message);
            return;
        }

        if (tensor.Type == SafetensorsType.F32) Assert.Equal(expected.Bytes, MemoryMarshal.AsBytes(values.ToArray<float>().AsSpan()));
        else if (tensor.Type == SafetensorsType.F64) Assert.Equal(expected.Bytes, MemoryMarshal.AsBytes(values.ToArray<double>().AsSpan()));
        else Assert.Equal(tensor.ElementCount, values.ElementCount);
    }
}
