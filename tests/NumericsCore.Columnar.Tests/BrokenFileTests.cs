using Xunit.Abstractions;

namespace NumericsCore.Columnar.Tests;

/// <summary>Files that are cut short or damaged: one kind of exception, with the file's name.</summary>
public class BrokenFileTests(ITestOutputHelper log)
{
    private const int DefaultCases = 600;

    private static async Task<byte[][]> FilesAsync(int seed)
    {
        var columns = Samples.Table(seed);
        return [await ParquetFiles.WriteAsync(columns, groupRows: 20), ArrowFiles.Write(columns, isStream: false, batchRows: 20), ArrowFiles.Write(columns, isStream: true, batchRows: 20)];
    }

    [Fact]
    public async Task A_file_cut_short_is_refused()
    {
        byte[][] files = await FilesAsync(seed: 26);
        for (int format = 0; format < files.Length; format++)
        {
            byte[] file = files[format];
            int complete = ColumnarFile.Read(new MemoryStream(file), "table").RowCount;
            for (int length = 0; length < file.Length; length += file.Length > 20_000 ? 37 : 1)
            {
                try
                {
                    // a stream may end without a mark, so between two batches nothing shows
                    int rows = ColumnarFile.Read(new MemoryStream(file[..length]), "cut").RowCount;
                    Assert.True(format == 2 && (rows == complete || rows % 20 == 0), $"format {format}, {length} of {file.Length} bytes: {rows} rows of {complete}");
                }
                catch (TableException e)
                {
                    Assert.StartsWith("cut: ", e.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public async Task A_damaged_file_is_refused_or_read()
    {
        int cases = FuzzSettings.Cases(DefaultCases), first = FuzzSettings.FirstSeed, read = 0;
        byte[][] files = [.. await FilesAsync(seed: 26), .. await FilesAsync(seed: 8), .. Directory.GetFiles("Files", "*.arrow*").Concat(Directory.GetFiles("Files", "*.parquet")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
        for (int seed = first; seed < first + cases; seed++)
        {
            var random = new Random(seed);
            byte[] file = [.. files[random.Next(files.Length)]];
            for (int i = random.Next(1, 4); i > 0; i--) file[random.Next(8, file.Length)] = (byte)random.Next(256);
            try
            {
                _ = ColumnarFile.Read(new MemoryStream(file), "damaged").Describe();
                read++;
            }
            catch (TableException e)
            {
                Assert.StartsWith("damaged", e.Message, StringComparison.Ordinal);
            }
            catch (Exception e)
            {
                Assert.Fail($"NUMERICSCORE_FUZZ_SEED={seed} NUMERICSCORE_FUZZ_CASES=1: {e}");
            }
        }

        log.WriteLine($"{read} of {cases} damaged files could be read");
    }
}
