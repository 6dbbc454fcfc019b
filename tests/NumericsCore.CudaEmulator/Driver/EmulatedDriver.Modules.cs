namespace NumericsCore.CudaEmulator;

/// <content>Modules.</content>
internal sealed unsafe partial class EmulatedDriver
{
    private readonly HandleTable<CudaModule> _modules = new("module", 0x4000_0000, CudaError.InvalidHandle);
    private readonly HandleTable<CudaFunction> _functions = new("function", 0x5000_0000, CudaError.InvalidHandle);

    public nint LoadModule(string text, JitOptions options)
    {
        var context = Current;
        try
        {
            PtxHeader.Check(text, Settings.DriverVersion, Settings.ComputeCapability);
            var module = new CudaModule(context, PtxModule.Parse(text));
            Counts.Modules++;
            return _modules.Add(module);
        }
        catch (PtxException refusal)
        {
            options.WriteError(refusal.Message);
            throw new CallRefusedException(CudaError.InvalidPtx, refusal.Message);
        }
        catch (CallRefusedException refusal)
        {
            options.WriteError(refusal.Message);
            throw;
        }
    }

    /// <summary>Waits for all work, and takes a module away.</summary>
    public void UnloadModule(nint handle)
    {
        _ = Current;
        RunAll();
        var module = _modules.Remove(handle);
        module.IsUnloaded = true;
        _functions.RemoveAll(function => function.Module == module);
        ThrowIfStopped();
    }

    public nint FindFunction(nint moduleHandle, string name)
    {
        _ = Current;
        var module = _modules.Find(moduleHandle);
        if (module.Functions.TryGetValue(name, out nint handle)) return handle;
        if (!module.Ptx.Kernels.TryGetValue(name, out var kernel)) throw new CallRefusedException(CudaError.NotFound, $"the module has no function {name}");
        return module.Functions[name] = _functions.Add(new(module, kernel));
    }
}
