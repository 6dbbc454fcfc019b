namespace NumericsCore.CudaEmulator;

/// <content>Memory of the device and page-locked memory of the host.</content>
internal sealed unsafe partial class EmulatedDriver
{
    // CU_POINTER_ATTRIBUTE_MEMORY_TYPE, CU_MEMORYTYPE_HOST, CU_MEMORYTYPE_DEVICE
    private const int MemoryType = 2, HostType = 1, DeviceType = 2;

    public (ulong Free, ulong Total) MemoryInfo()
    {
        _ = Current;
        return (Memory.Capacity - Memory.Used, Memory.Capacity);
    }

    public ulong Allocate(ulong bytes)
    {
        var context = Current;
        RefuseUnsafeCall();
        if (bytes == 0) throw Invalid("memory of 0 bytes");
        ulong address = Memory.Allocate(bytes);
        if (address == 0) throw new CallRefusedException(CudaError.OutOfMemory, $"{bytes} bytes are asked for, {Memory.Capacity - Memory.Used} of {Memory.Capacity} are free");
        context.Allocations.Add(address);
        return address;
    }

    /// <summary>Waits for all work, as the driver does, and frees memory.</summary>
    public void Free(ulong address)
    {
        _ = Current;
        RefuseUnsafeCall();
        if (address == 0) return;
        RunAll();
        if (!Memory.Free(address)) throw Invalid($"0x{address:x} is not the start of an allocation");
        foreach (var context in _contexts.Items) context.Allocations.Remove(address);
        ThrowIfStopped();
    }

    public ulong AllocateHost(ulong bytes)
    {
        var context = Current;
        RefuseUnsafeCall();
        return bytes == 0 ? throw Invalid("memory of 0 bytes") : HostMemory.Allocate(bytes, context);
    }

    public void FreeHost(ulong address)
    {
        _ = Current;
        RefuseUnsafeCall();
        RunAll();
        if (!HostMemory.Free(address)) throw Invalid($"0x{address:x} is not the start of page-locked memory that the driver allocated");
        ThrowIfStopped();
    }

    public void RegisterHost(ulong address, ulong bytes)
    {
        var context = Current;
        RefuseUnsafeCall();
        if (address == 0 || bytes == 0) throw Invalid($"{bytes} bytes at 0x{address:x} to lock");
        if (!HostMemory.Register(address, bytes, context)) throw new CallRefusedException(CudaError.HostMemoryAlreadyRegistered, $"some of the {bytes} bytes at 0x{address:x}");
    }

    public void UnregisterHost(ulong address)
    {
        _ = Current;
        RunAll();
        if (!HostMemory.Unregister(address)) throw new CallRefusedException(CudaError.HostMemoryNotRegistered, $"0x{address:x}");
        ThrowIfStopped();
    }

    /// <summary>Page-locked memory has one address for host and device.</summary>
    public ulong DeviceAddressOfHost(ulong address)
    {
        _ = Current;
        return HostMemory.IsPinned(address, 1) == true ? address : throw Invalid($"0x{address:x} is not page-locked");
    }

    public int PointerAttribute(int attribute, ulong address)
    {
        if (attribute != MemoryType) throw Invalid($"pointer attribute {attribute} is not known");
        if (Memory.Translate(address, 1) is not null) return DeviceType;
        return HostMemory.IsPinned(address, 1) == true ? HostType : throw Invalid($"0x{address:x} is not of CUDA");
    }

    private void RunAll()
    {
        foreach (var context in _contexts.Items) context.RunAll();
    }
}
