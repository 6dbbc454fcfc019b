namespace NumericsCore.Kernels;

/// <summary>Something that people hold and whose content lies in device memory, such as a tensor.</summary>
internal interface IMemoryHolder
{
    /// <summary>Where the content lies.</summary>
    DeviceMemory Memory { get; }

    /// <summary>Has the holder use another block, which has the same content.</summary>
    void MoveTo(DeviceMemory memory);
}
