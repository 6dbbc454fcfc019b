using System.Text;

namespace NumericsCore.CudaEmulator;

/// <summary>The options of cuModuleLoadDataEx that the emulator heeds: where to write why a text is refused.</summary>
internal readonly unsafe struct JitOptions(uint count, int* options, void** values)
{
    // CU_JIT_ERROR_LOG_BUFFER and CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES
    private const int ErrorLog = 5, ErrorLogBytes = 6;

    /// <summary>Writes a text, cut to the program's buffer and ended by 0, and its length.</summary>
    public void WriteError(string text)
    {
        byte* buffer = null;
        void** size = null;
        for (uint i = 0; i < count; i++)
        {
            if (options[i] == ErrorLog) buffer = (byte*)values[i];
            if (options[i] == ErrorLogBytes) size = values + i;
        }

        if (size is null) return;
        int room = (int)(nint)(*size), written = 0;
        if (buffer is not null && room > 0)
        {
            byte[] bytes = Encoding.ASCII.GetBytes(text);
            written = Math.Min(bytes.Length, room - 1);
            bytes.AsSpan(0, written).CopyTo(new(buffer, written));
            buffer[written++] = 0;
        }

        *size = (void*)(nint)written;
    }
}
