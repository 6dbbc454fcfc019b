namespace NumericsCore.CudaEmulator;

/// <summary>CUdevice_attribute by its number in cuda.h: an A100 up to compute capability 8.9, an H100 from 9.0 on.</summary>
internal static class DeviceAttributes
{
    public const int ThreadsOfMultiprocessor = 39, SharedBytesOfMultiprocessor = 81;

    /// <summary>An attribute's value; null: the emulator does not know it.</summary>
    public static int? Find(int attribute, int computeCapability)
    {
        bool isHopper = computeCapability >= 90;
        return attribute switch
        {
            1 => LaunchLimits.ThreadsOfBlock,
            2 or 3 => 1024, // a block along x and y
            4 => 64, // along z
            5 => int.MaxValue, // a grid along x
            6 or 7 => 65535, // along y and z
            8 => LaunchLimits.SharedBytes,
            9 => 64 << 10, // constant memory
            10 => 32, // threads of a warp
            11 => int.MaxValue, // pitch of a copy
            12 => 65536, // registers of a block
            13 => isHopper ? 1_980_000 : 1_410_000, // clock in kHz
            14 => 512, // alignment of textures
            15 => 1, // copies beside kernels
            16 => isHopper ? 132 : 108, // multiprocessors
            17 => 0, // limit of a kernel's time
            18 => 0, // integrated
            19 => 1, // maps host memory
            20 => 0, // compute mode
            31 => 1, // kernels beside each other
            32 => 1, // error correction
            33 => 1, // PCI bus
            34 => 0, // PCI device
            35 => 0, // TCC driver
            36 => isHopper ? 2_619_000 : 1_215_000, // memory clock in kHz
            37 => 5120, // memory bus in bits
            38 => (isHopper ? 50 : 40) << 20, // L2 cache
            ThreadsOfMultiprocessor => 2048,
            40 => 3, // copy engines
            41 => 1, // one address space with the host
            50 => 0, // PCI domain
            75 => computeCapability / 10,
            76 => computeCapability % 10,
            78 => 1, // priorities of streams
            79 or 80 => 1, // caches global and local memory
            SharedBytesOfMultiprocessor => (isHopper ? 228 : 164) << 10,
            82 => 65536, // registers of a multiprocessor
            83 => 1, // managed memory
            84 or 85 => 0, // two GPUs on a board, their group
            86 => 0, // host's atomics
            87 => 2, // speed of float32 to that of float64
            88 => 0, // reads pageable memory
            89 => 1, // managed memory beside the host
            90 => 1, // can be interrupted
            91 => 1, // page-locked memory has the host's address
            _ => null,
        };
    }
}
