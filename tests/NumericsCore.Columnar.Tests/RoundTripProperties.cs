using Apache.Arrow.Ipc;
using FsCheck.Xunit;
using Parquet;

namespace NumericsCore.Columnar.Tests;

/// <summary>A table written with the libraries and read back is the one that CSV of it is.</summary>
public class RoundTripProperties
{
    private static readonly CompressionMethod[] ParquetCodecs = [CompressionMethod.None, CompressionMethod.Snappy, CompressionMethod.Gzip, CompressionMethod.Zstd, CompressionMethod.Brotli, CompressionMethod.LZ4];

    [Property(MaxTest = 300)]
    public void Parquet_is_as_CSV(int seed)
    {
        var columns = Samples.Table(seed);
        var random = new Random(seed);
        byte[] file = ParquetFiles.WriteAsync(columns, random.Next(1, 45), ParquetCodecs[random.Next(ParquetCodecs.Length)]).GetAwaiter().GetResult();
        Assert.Null(Samples.Difference(Samples.ReadCsv(columns), ColumnarFile.Read(new MemoryStream(file), "table")));
    }

    [Property(MaxTest = 300)]
    public void Arrow_is_as_CSV(int seed)
    {
        var columns = Samples.Table(seed);
        var random = new Random(seed);
        CompressionCodecType? codec = random.Next(3) switch { 0 => null, 1 => CompressionCodecType.Lz4Frame, _ => CompressionCodecType.Zstd };
        byte[] file = ArrowFiles.Write(columns, isStream: random.Next(2) == 0, random.Next(1, 45), codec);
        Assert.Null(Samples.Difference(Samples.ReadCsv(columns), ColumnarFile.Read(new MemoryStream(file), "table")));
    }
}
