using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Google.Protobuf;

namespace NumericsCore.TensorBoard;

/// <summary>
/// An event file: records of TensorFlow (length, its checksum, data, their checksum), each with a message Event of tensorflow/core/util/event.proto. What stands in the file up
/// to any moment can be read.
/// </summary>
internal sealed class EventWriter : IDisposable
{
    private const string Version = "brain.Event:2";

    // tensorflow/core/lib/hash/crc32c.h
    private const uint MaskDelta = 0xa282ead8;

    private readonly FileStream _file;
    private readonly TimeProvider _time;

    /// <summary>Makes a new file in a directory, which is made too.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public EventWriter(string directory, TimeProvider time)
    {
        Directory.CreateDirectory(directory);
        _time = time;
        _file = Create(directory, time.GetUtcNow().ToUnixTimeSeconds());
        WriteRecord(Message(output =>
        {
            WriteTime(output);
            output.WriteTag(3, WireFormat.WireType.LengthDelimited);
            output.WriteString(Version);
        }));
        Flush();
    }

    /// <summary>Adds an event of numbers with their tags.</summary>
    public void Write(long step, IReadOnlyList<KeyValuePair<string, double>> values) => WriteRecord(Message(output =>
    {
        WriteTime(output);
        output.WriteTag(2, WireFormat.WireType.Varint);
        output.WriteInt64(step);
        output.WriteTag(5, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(Message(summary =>
        {
            foreach (var (tag, value) in values)
            {
                summary.WriteTag(1, WireFormat.WireType.LengthDelimited);
                summary.WriteBytes(Message(one =>
                {
                    one.WriteTag(1, WireFormat.WireType.LengthDelimited);
                    one.WriteString(tag);
                    one.WriteTag(2, WireFormat.WireType.Fixed32);
                    one.WriteFloat((float)value);
                }));
            }
        }));
    }));

    /// <summary>Hands what was written to the system, for who reads meanwhile.</summary>
    public void Flush() => _file.Flush();

    public void Dispose() => _file.Dispose();

    private static FileStream Create(string directory, long seconds)
    {
        // two trainings can begin in one second
        for (int number = 0; ; number++)
        {
            string path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{seconds:D10}.{Environment.MachineName}.{Environment.ProcessId}.{number}"));
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
            }
            catch (IOException) when (File.Exists(path))
            {
            }
        }
    }

    private void WriteTime(CodedOutputStream output)
    {
        output.WriteTag(1, WireFormat.WireType.Fixed64);
        output.WriteDouble(_time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
    }

    private static ByteString Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true)) write(output);
        return ByteString.CopyFrom(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private void WriteRecord(ByteString data)
    {
        Span<byte> head = stackalloc byte[12], foot = stackalloc byte[4];
        BinaryPrimitives.WriteInt64LittleEndian(head, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Masked(head[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(foot, Masked(data.Span));
        _file.Write(head);
        _file.Write(data.Span);
        _file.Write(foot);
    }

    /// <summary>The masked CRC-32C.</summary>
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte one in bytes) crc = BitOperations.Crc32C(crc, one);
        return BitOperations.RotateRight(~crc, 15) + MaskDelta;
    }
}
