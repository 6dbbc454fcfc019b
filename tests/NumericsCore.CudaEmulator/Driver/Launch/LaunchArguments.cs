namespace NumericsCore.CudaEmulator;

/// <summary>The arguments of a launch: one address for each, or one buffer with all, as cuLaunchKernel takes them.</summary>
internal readonly unsafe struct LaunchArguments(void** each, void** extra)
{
    private const nint End = 0, Buffer = 1, BufferBytes = 2;

    /// <summary>Copies the arguments, as the driver does before it returns.</summary>
    /// <exception cref="CallRefusedException">They are not those of the kernel.</exception>
    public byte[] Read(PtxKernel kernel, Reports reports)
    {
        if (each is not null && extra is not null) throw new CallRefusedException(CudaError.InvalidValue, "arguments one by one and in a buffer");
        byte[] copy = new byte[kernel.ParameterBytes];
        if (extra is not null) ReadBuffer(kernel, copy, reports);
        else if (each is not null) ReadEach(kernel, copy);
        else if (copy.Length > 0) throw new CallRefusedException(CudaError.InvalidValue, $"{kernel.Name} is launched without its arguments");
        return copy;
    }

    private void ReadEach(PtxKernel kernel, byte[] copy)
    {
        for (int i = 0; i < kernel.Parameters.Count; i++)
        {
            var parameter = kernel.Parameters[i];
            new ReadOnlySpan<byte>(each[i], parameter.Bytes).CopyTo(copy.AsSpan(parameter.Offset));
        }
    }

    private void ReadBuffer(PtxKernel kernel, byte[] copy, Reports reports)
    {
        void* buffer = null;
        nuint bytes = 0;
        for (void** at = extra; (nint)at[0] != End; at += 2)
        {
            if ((nint)at[0] == Buffer) buffer = at[1];
            else if ((nint)at[0] == BufferBytes) bytes = *(nuint*)at[1];
            else throw new CallRefusedException(CudaError.InvalidValue, $"0x{(nint)at[0]:x} is no key of launch arguments");
        }

        if (buffer is null || bytes < (nuint)copy.Length)
            throw new CallRefusedException(CudaError.InvalidValue, $"arguments of {bytes} bytes for the {copy.Length} of {kernel.Name}");
        if (bytes > (nuint)copy.Length) reports.Add($"arguments of {bytes} bytes for the {copy.Length} of {kernel.Name}");
        new ReadOnlySpan<byte>(buffer, copy.Length).CopyTo(copy);
    }
}
